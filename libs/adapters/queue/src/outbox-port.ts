import type { Tx } from '@flywheel/runtime';

/** Where effects wait for a queue: the outbox of the database, bound to its pool. */
export type OutboxPort = {
  /** Hands over what waits; each effect to one caller at a time. */
  take(): Promise<readonly { readonly id: string; readonly topic: string; readonly payload: unknown; readonly attempts: number }[]>;
  isWaiting(id: string): Promise<boolean>;
  /** In the handler's transaction, or in one of its own when `tx` is left out. */
  finish(id: string, tx?: Tx): Promise<void>;
  giveUp(id: string, error: string): Promise<void>;
};
