import { fromRowId, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A lease that was closed, and what of it went back into its budget. */
export type ClosedLease = { lease: Id<'lse'>; returnedMicros: Micros };

/**
 * Closes leases and gives back all that is unspent; one that is closed already is left out. A later charge under a closed lease captures
 * from the budget itself, or is free (645). Close what belongs together in one call: it locks all leases, in one order, before any budget.
 */
export async function closeLeases(tx: Tx, leases: readonly Id<'lse'>[]): Promise<ClosedLease[]> {
  if (leases.length === 0) return [];
  const { rows } = await tx.query<LeaseRow>(`${openLeases} AND lease_id = ANY ($1::uuid[]) ORDER BY lease_id FOR UPDATE`, [
    leases.map(toRowId),
  ]);
  return close(tx, rows);
}

/** Closes the leases of deciders that went away: those whose end, and the life of the tokens signed under them, have passed. */
export async function closeExpiredLeases(tx: Tx, now: Instant, limit = 500): Promise<ClosedLease[]> {
  const { rows } = await tx.query<LeaseRow>(`${openLeases} AND expires_at <= $1 ORDER BY lease_id LIMIT $2 FOR UPDATE SKIP LOCKED`, [
    new Date(now - longestTokenLifeMs),
    limit,
  ]);
  return close(tx, rows);
}

const longestTokenLifeMs = 3_600_000;
const openLeases = `SELECT lease_id, campaign_id, time_windows, granted_micros - spent_micros AS free
  FROM budget_lease WHERE state = 'open'`;

type LeaseRow = { lease_id: string; campaign_id: string; time_windows: string[]; free: bigint };

async function close(tx: Tx, rows: readonly LeaseRow[]): Promise<ClosedLease[]> {
  if (rows.length === 0) return [];
  await giveBack(tx, rows);
  await tx.query(`UPDATE budget_lease SET granted_micros = spent_micros, state = 'closed' WHERE lease_id = ANY ($1::uuid[])`, [
    rows.map((row) => row.lease_id),
  ]);
  return rows.map((row) => ({ lease: fromRowId('lse', row.lease_id), returnedMicros: micros(row.free) }));
}

async function giveBack(tx: Tx, rows: readonly LeaseRow[]): Promise<void> {
  const parts = rows.flatMap((row) => row.time_windows.map((window) => ({ campaign: row.campaign_id, window, free: row.free })));
  const keys = [parts.map((part) => part.campaign), parts.map((part) => part.window)];
  // Budget rows are locked after leases by everyone, and in one order.
  await tx.query(
    `SELECT 1 FROM budget WHERE (campaign_id, time_window) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))
     ORDER BY campaign_id, time_window FOR UPDATE`,
    keys,
  );
  await tx.query(
    `UPDATE budget b SET leased_micros = b.leased_micros - back.free
     FROM (SELECT campaign_id, time_window, sum(free)::bigint AS free
           FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS u(campaign_id, time_window, free) GROUP BY 1, 2) back
     WHERE b.campaign_id = back.campaign_id AND b.time_window = back.time_window`,
    [...keys, parts.map((part) => part.free)],
  );
}
