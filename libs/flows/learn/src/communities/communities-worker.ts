import { parentPort, workerData } from 'node:worker_threads';
import { studyLog, type CommunityLog } from './study-log.ts';

parentPort?.postMessage(studyLog(workerData as CommunityLog));
