export { spreadTopics, type KnownTopics, type SpreadTopics } from './spread-topics.ts';
export { findTopics, learnTextTopics, type FoundTopic, type TextTopics, type TopicQuality, type TopicText } from './text-topics.ts';
export { thresholdForPrecision } from './threshold-for-precision.ts';
export { wordsOf } from './words-of.ts';
