import { fromRowId, micros, toRowId, type Id, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A lease as the database has it. `recalled`: a budget it was taken from was lowered below what is leased. */
export type FollowedLease = { lease: Id<'lse'>; grantedMicros: Micros; spentMicros: Micros; open: boolean; recalled: boolean };

/** Reads leases that a decider holds. */
export async function readLeases(tx: Tx, leases: ReadonlyArray<Id<'lse'>>): Promise<FollowedLease[]> {
  if (leases.length === 0) return [];
  const { rows } = await tx.query<Row>(
    `SELECT l.lease_id, l.granted_micros, l.spent_micros, l.state = 'open' AS open, EXISTS (SELECT 1 FROM budget b
       WHERE ((b.campaign_id = l.campaign_id AND b.time_window = ANY (l.time_windows))
           OR (b.campaign_id = l.credit_account_id AND b.time_window = 'credit')) AND b.wanted_micros < b.cap_micros) AS recalled
     FROM budget_lease l WHERE l.lease_id = ANY ($1::uuid[])`,
    [leases.map(toRowId)],
  );
  return rows.map((row) => ({
    lease: fromRowId('lse', row.lease_id),
    grantedMicros: micros(row.granted_micros),
    spentMicros: micros(row.spent_micros),
    open: row.open,
    recalled: row.recalled,
  }));
}

/** Says what the open wins of a decider hold of its leases; unchanged rows are not written. Skips a lease that is being charged. */
export async function writeReserved(tx: Tx, rows: ReadonlyArray<{ lease: Id<'lse'>; reservedMicros: Micros }>): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `WITH said AS (SELECT l.lease_id, u.reserved FROM unnest($1::uuid[], $2::bigint[]) AS u(lease_id, reserved)
       JOIN budget_lease l ON l.lease_id = u.lease_id WHERE l.state = 'open' AND l.reserved_micros <> u.reserved
       ORDER BY l.lease_id FOR UPDATE OF l SKIP LOCKED)
     UPDATE budget_lease l SET reserved_micros = said.reserved FROM said WHERE l.lease_id = said.lease_id`,
    [rows.map((row) => toRowId(row.lease)), rows.map((row) => row.reservedMicros)],
  );
}

type Row = { lease_id: string; granted_micros: bigint; spent_micros: bigint; open: boolean; recalled: boolean };
