import type { RevenueMode } from '@flywheel/ledger/books';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** How batches are booked since then; `since` is undefined where it never was anything else. */
export type StoredRevenueMode = { mode: RevenueMode; since: Instant | undefined };

/** What batches that are sealed now are booked as. Where nothing is recorded the operator is principal. */
export async function readRevenueMode(tx: Tx): Promise<StoredRevenueMode> {
  const { rows } = await tx.query<{ mode: RevenueMode; since: Date }>('SELECT mode, since FROM revenue_mode ORDER BY mode_no DESC LIMIT 1');
  return { mode: rows[0]?.mode ?? 'principal', since: rows[0]?.since.getTime() };
}

/** From the end of this transaction batches are booked so. Call it with the sealer locked out. */
export async function insertRevenueMode(tx: Tx, change: { mode: RevenueMode; since: Instant; actor: string }): Promise<void> {
  await tx.query('INSERT INTO revenue_mode (since, mode, actor) VALUES ($1, $2, $3)', [new Date(change.since), change.mode, change.actor]);
}
