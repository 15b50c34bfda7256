import { parentPort, workerData } from 'node:worker_threads';
import { Database } from '@flywheel/database';
import type { Instant } from '@flywheel/primitives';
import { PublishModel } from './publish-model.ts';

/** Learn and publish as of `now`; `end`: nothing follows, close what is open. */
export type LearnOrder = { now: Instant } | 'end';

/** Told after each order; `failure`: what went wrong. */
export type LearnAnswer = { failure: string | undefined };

const { url, holder } = workerData as { url: string; holder: string };
const database = new Database({ url, poolSize: 1 });
const publishModel = new PublishModel(database, holder);

parentPort?.on('message', (order: LearnOrder) => {
  if (order === 'end') {
    void database.close().then(() => parentPort?.close());
    return;
  }
  const answer = (failure?: string): void => parentPort?.postMessage({ failure } satisfies LearnAnswer);
  publishModel.run(order).then(
    () => answer(),
    (error: unknown) => answer(error instanceof Error ? error.message : String(error)),
  );
});
