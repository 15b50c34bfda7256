import type { Worker } from 'node:worker_threads';
import type { DecisionRow } from '@flywheel/database/decisions';
import type { Instant } from '@flywheel/primitives';
import { arraysOf, parcelOf, type RecordParcel } from './record-parcel.ts';
import type { RecordAnswer, RecordOrder } from './record-worker.ts';
import { startThread } from './start-thread.ts';

type Waiting = { resolve: () => void; reject: (error: Error) => void };

/**
 * Writes decisions from a thread of its own, with a connection of its own: sealing, hashing, encoding and the socket cost the deciding
 * thread nothing. The thread begins with the first rows. One that ends by itself fails what was on its way; the next rows begin another.
 */
export class RecordApart {
  private readonly url: string;
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | undefined;
  /** The parcel that came back last. */
  private spare: RecordParcel | undefined;
  private last = 0;

  constructor(url: string) {
    this.url = url;
  }

  /** Resolves once the rows are committed. */
  write(rows: readonly DecisionRow[], recordedAt: Instant): Promise<void> {
    const worker = (this.worker ??= this.start());
    const parcel = parcelOf(rows, this.spare);
    this.spare = undefined;
    const number = (this.last += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      worker.ref();
      worker.postMessage({ number, recordedAt, parcel } satisfies RecordOrder, arraysOf(parcel));
    });
  }

  /** Ends the thread after what it was given; `write` may still begin another. */
  async close(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    await new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
      worker.ref();
      worker.postMessage('end' satisfies RecordOrder);
    });
  }

  private start(): Worker {
    const worker = startThread('record-worker', this.url);
    worker.unref();
    worker.on('message', ({ number, parcel, failure }: RecordAnswer) => {
      this.spare = parcel;
      const waiting = this.waiting.get(number);
      this.waiting.delete(number);
      // An idle thread keeps no process alive.
      if (this.waiting.size === 0) worker.unref();
      if (failure) waiting?.reject(Object.assign(new Error(failure.message), { code: failure.code }));
      else waiting?.resolve();
    });
    worker.once('error', (error: Error) => this.ended(worker, error));
    worker.once('exit', (code) => this.ended(worker, new Error(`the thread that records decisions ended with ${code}`)));
    return worker;
  }

  private ended(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
