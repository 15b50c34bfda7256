import type { Tx } from '@flywheel/runtime';

const lockKey = 7002;

/** Held (shared) until commit by every writer of rows about people, so that none is written behind an erasure's back. */
export async function lockPeopleForWriting(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [lockKey]);
}

/** Held until commit by an erasure or a withdrawal: waits for every writer, and every writer waits for it. */
export async function lockPeopleForErasure(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
}
