import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What a job is given besides its payload. */
export type JobContext = {
  readonly now: Instant;
  /**
   * Marks the effect as done inside the handler's own transaction. Throws `EffectDone` when another run was quicker, so that the
   * transaction of the slower one is rolled back; a timed job has nothing to finish.
   */
  finish(tx: Tx): Promise<void>;
};

/** Another run of the same effect has committed: nothing is left to do, and nothing of this run may stay. */
export class EffectDone extends Error {
  constructor() {
    super('the effect was done by another run');
  }
}

/**
 * A piece of background work, as data. Either `everyMs` (runs that often, never beside itself in one process, payload undefined) or
 * `topic` (runs once for each outbox row of that topic, at least once, so it must be idempotent on a database key).
 */
export type Job = {
  /** Kebab-case, unique in the deployment, e.g. `seal-buckets`. */
  readonly name: string;
  readonly everyMs?: number;
  readonly topic?: string;
  run(payload: unknown, context: JobContext): Promise<void>;
};
