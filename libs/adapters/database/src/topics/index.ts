export { countTaggedTexts, readEngagedPairs, readOpenTexts, readTaggedTexts, readUnseenTexts, type LookedText } from './read-texts.ts';
export { keepTopicModel, writeTopics, type FoundTopics, type TopicSource } from './write-topics.ts';
export { readCreatorTopics } from './read-creator-topics.ts';
