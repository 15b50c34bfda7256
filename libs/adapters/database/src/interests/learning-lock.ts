import type { Tx } from '@flywheel/runtime';

const lockKey = 7003;

/** Held until commit: one learner at a time writes interests, so that none reads what another is about to change. Waits up to a minute. */
export async function lockLearning(tx: Tx): Promise<void> {
  await tx.query(`SET LOCAL lock_timeout = '60s'`);
  await tx.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
}
