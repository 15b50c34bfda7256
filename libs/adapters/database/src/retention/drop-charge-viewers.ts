import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

const mostWaitMs = 2_000;

/**
 * Forgets whose the paid charges were of impressions made before a month's first moment (UTC): whole partitions go, others row by row.
 * Returns the partitions that went. Waits two seconds at most for who writes at the moment, then throws; the next run tries again.
 */
export async function dropChargeViewers(tx: Tx, before: Instant): Promise<string[]> {
  await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [String(mostWaitMs)]);
  const { rows } = await tx.query<{ dropped: string[] }>('SELECT forget_charge_viewers($1) AS dropped', [new Date(before)]);
  return rows[0]?.dropped ?? [];
}
