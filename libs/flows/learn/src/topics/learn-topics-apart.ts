import { Worker } from 'node:worker_threads';
import type { LearntTopics, TopicLesson } from './learn-topics.ts';

const longestMs = 300_000;

/** `learnTopics` in a thread of its own, so that other jobs go on meanwhile; an error after five minutes. */
export function learnTopicsApart(lesson: TopicLesson): Promise<LearntTopics> {
  const fromSource = import.meta.url.endsWith('.ts');
  const program = new URL(`./topics-worker.${fromSource ? 'ts' : 'js'}`, import.meta.url);
  const worker = new Worker(program, { workerData: lesson, ...(fromSource && { execArgv: ['--conditions=source'] }) });
  return new Promise<LearntTopics>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`topics were not learnt within ${longestMs / 1000} s`)), longestMs);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that learns topics ended with ${code}`)));
    void worker.once('exit', () => clearTimeout(late));
  }).finally(() => worker.terminate());
}
