import type { Tx } from '@flywheel/runtime';

/** An effect on its way to the queue. `again`: it was handed over before and is still not done. */
export type OfferedEffect = {
  readonly id: string;
  readonly topic: string;
  readonly payload: unknown;
  /** How many times it was given up. */
  readonly attempts: number;
  readonly again: boolean;
};

/** Where effects wait for a queue: the outbox of the database, bound to its pool. */
export type OutboxPort = {
  /**
   * Gives what waits to `hand`, each effect to one caller at a time, and counts it as handed over once `hand` has returned; one that
   * throws, or dies, leaves everything as it was. Returns how many there were.
   */
  handOver(hand: (effects: readonly OfferedEffect[]) => Promise<void>): Promise<number>;
  /** The queue lost its memory: whatever was handed over and is not done waits again. */
  takeBack(): Promise<void>;
  isWaiting(id: string): Promise<boolean>;
  /** In the handler's transaction, or in one of its own when `tx` is left out. False when it was done before. */
  finish(id: string, tx?: Tx): Promise<boolean>;
  giveUp(id: string, error: string): Promise<void>;
};

/** Where the failures of timed jobs are kept for the operator. */
export type FailurePort = {
  note(job: string, error: string): Promise<void>;
  /** Once the job has run well. */
  clear(job: string): Promise<void>;
};
