import { parentPort, workerData } from 'node:worker_threads';
import { learnTopics, type TopicLesson } from './learn-topics.ts';

parentPort?.postMessage(learnTopics(workerData as TopicLesson));
