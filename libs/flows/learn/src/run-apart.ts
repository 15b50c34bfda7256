import { Worker } from 'node:worker_threads';

const longestMs = 600_000;

/**
 * Runs a program of this room in a thread of its own, so that other jobs go on meanwhile: it is handed `order` and answers once. An error
 * when it fails, ends without an answer, or takes longer than ten minutes. From sources as from what was built.
 */
export function runApart<Order, Answer>(program: string, order: Order): Promise<Answer> {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = new URL(`./${program}.${fromSource ? 'ts' : 'js'}`, import.meta.url);
  const worker = new Worker(file, { workerData: order, ...(fromSource && { execArgv: ['--conditions=source'] }) });
  return new Promise<Answer>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${program} took longer than ${longestMs / 1000} s`)), longestMs);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`${program} ended with ${code}`));
    });
  }).finally(() => worker.terminate());
}
