import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The programs of this folder that run in a thread. */
export type ThreadProgram = 'build-worker' | 'record-worker' | 'learn-worker';

/** A program of this folder in a thread of its own, from sources as from what was built. */
export function startThread(program: ThreadProgram, workerData: WorkerOptions['workerData']): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = new URL(`./${program}.${fromSource ? 'ts' : 'js'}`, import.meta.url);
  return new Worker(file, { workerData, ...(fromSource && { execArgv: ['--conditions=source'] }) });
}
