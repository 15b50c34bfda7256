import type { DecisionRow } from '@flywheel/database/decisions';
import type { Instant } from '@flywheel/primitives';
import { OwnThread } from './own-thread.ts';
import { arraysOf, parcelOf, type RecordParcel } from './record-parcel.ts';
import type { RecordAnswer, RecordOrder } from './record-worker.ts';

type Waiting = { resolve: () => void; reject: (error: Error) => void };

/**
 * Writes decisions from a thread of its own, with a connection of its own: sealing, hashing, encoding and the socket cost the deciding
 * thread nothing. A thread that ends by itself fails what was on its way.
 */
export class RecordApart {
  private readonly thread: OwnThread<RecordOrder, RecordAnswer>;
  private readonly waiting = new Map<number, Waiting>();
  /** The parcel that came back last. */
  private spare: RecordParcel | undefined;
  private last = 0;

  constructor(url: string) {
    this.thread = new OwnThread('record-worker', url, { answered: (answer) => this.answered(answer), lost: (error) => this.lost(error) });
  }

  /** Resolves once the rows are committed. */
  write(rows: readonly DecisionRow[], recordedAt: Instant): Promise<void> {
    const parcel = parcelOf(rows, this.spare);
    this.spare = undefined;
    const number = (this.last += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.thread.order({ number, recordedAt, parcel }, arraysOf(parcel));
      this.thread.busy(true);
    });
  }

  /** Ends the thread after what it was given; `write` may still begin another. */
  close(): Promise<void> {
    return this.thread.close('end');
  }

  private answered({ number, parcel, failure }: RecordAnswer): void {
    this.spare = parcel;
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    if (this.waiting.size === 0) this.thread.busy(false);
    if (failure) waiting?.reject(Object.assign(new Error(failure.message), { code: failure.code }));
    else waiting?.resolve();
  }

  private lost(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
