import { parentPort, workerData } from 'node:worker_threads';
import { Database } from '@flywheel/database';
import { writeDecisions } from '@flywheel/database/decisions';
import type { Instant } from '@flywheel/primitives';
import { arraysOf, rowsOf, type RecordParcel } from './record-parcel.ts';

/** Rows to be written; the answer names the same number. `end`: nothing follows, close what is open. */
export type RecordOrder = { number: number; recordedAt: Instant; parcel: RecordParcel } | 'end';

/** Told once the rows are committed, or with what the database said instead; the parcel comes back to be filled again. */
export type RecordAnswer = { number: number; parcel: RecordParcel; failure?: { message: string; code: string | undefined } };

// One connection: groups are written one after the other.
const database = new Database({ url: workerData as string, poolSize: 1 });

parentPort?.on('message', (order: RecordOrder) => {
  if (order === 'end') {
    void database.close().then(() => parentPort?.close());
    return;
  }
  const { number, recordedAt, parcel } = order;
  const answer = (failure?: RecordAnswer['failure']): void => {
    const emptied = { ...parcel, decisions: [], viewers: [] };
    parentPort?.postMessage({ number, parcel: emptied, ...(failure && { failure }) } satisfies RecordAnswer, arraysOf(parcel));
  };
  writeDecisions(database, rowsOf(parcel), recordedAt).then(
    () => answer(),
    (error: unknown) => answer(failureOf(error)),
  );
});

function failureOf(error: unknown): RecordAnswer['failure'] {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { message: error instanceof Error ? error.message : String(error), code };
}
