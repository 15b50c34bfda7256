import { fromRowId, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

type Returned = { lease: Id<'lse'>; returnedMicros: Micros };

/**
 * Gives back `freeMicros` of an open lease (at most what is unspent) and keeps it open, so that tokens already out can still draw the rest.
 * Returns what was given back: 0 when the lease is closed or all spent.
 */
export async function returnLease(tx: Tx, options: { lease: Id<'lse'>; freeMicros: Micros }): Promise<Returned> {
  const { rows } = await tx.query<LeaseRow>(
    `SELECT lease_id, campaign_id, time_windows, least($2::bigint, granted_micros - spent_micros) AS free
     FROM budget_lease WHERE lease_id = $1 AND state = 'open' FOR UPDATE`,
    [toRowId(options.lease), options.freeMicros],
  );
  await giveBack(tx, rows, 'open');
  return { lease: options.lease, returnedMicros: micros(rows[0]?.free ?? 0n) };
}

/** Closes a lease and gives back all that is unspent. A later charge under it captures from the budget itself, or is free (645). */
export async function closeLease(tx: Tx, lease: Id<'lse'>): Promise<Returned> {
  const { rows } = await tx.query<LeaseRow>(`${openLeases} AND lease_id = $1 FOR UPDATE`, [toRowId(lease)]);
  await giveBack(tx, rows, 'closed');
  return { lease, returnedMicros: micros(rows[0]?.free ?? 0n) };
}

/** Closes the leases of deciders that went away: those whose end, and the life of the tokens signed under them, have passed. */
export async function closeExpiredLeases(tx: Tx, now: Instant, limit = 500): Promise<Returned[]> {
  const { rows } = await tx.query<LeaseRow>(`${openLeases} AND expires_at <= $1 ORDER BY lease_id LIMIT $2 FOR UPDATE SKIP LOCKED`, [
    new Date(now - longestTokenLifeMs),
    limit,
  ]);
  await giveBack(tx, rows, 'closed');
  return rows.map((row) => ({ lease: fromRowId('lse', row.lease_id), returnedMicros: micros(row.free) }));
}

const longestTokenLifeMs = 3_600_000;
const openLeases = `SELECT lease_id, campaign_id, time_windows, granted_micros - spent_micros AS free
  FROM budget_lease WHERE state = 'open'`;

type LeaseRow = { lease_id: string; campaign_id: string; time_windows: string[]; free: bigint };

async function giveBack(tx: Tx, rows: readonly LeaseRow[], state: 'open' | 'closed'): Promise<void> {
  if (rows.length === 0) return;
  const parts = rows.flatMap((row) => row.time_windows.map((window) => ({ campaign: row.campaign_id, window, free: row.free })));
  // Budget rows are locked after leases by everyone, and in one order.
  await tx.query(
    `SELECT 1 FROM budget WHERE (campaign_id, time_window) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))
     ORDER BY campaign_id, time_window FOR UPDATE`,
    [parts.map((part) => part.campaign), parts.map((part) => part.window)],
  );
  await tx.query(
    `UPDATE budget b SET leased_micros = b.leased_micros - back.free
     FROM (SELECT campaign_id, time_window, sum(free)::bigint AS free
           FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS u(campaign_id, time_window, free) GROUP BY 1, 2) back
     WHERE b.campaign_id = back.campaign_id AND b.time_window = back.time_window`,
    [parts.map((part) => part.campaign), parts.map((part) => part.window), parts.map((part) => part.free)],
  );
  await tx.query(
    `UPDATE budget_lease l SET granted_micros = l.granted_micros - back.free, state = $3
     FROM unnest($1::uuid[], $2::bigint[]) AS back(lease_id, free) WHERE l.lease_id = back.lease_id`,
    [rows.map((row) => row.lease_id), rows.map((row) => row.free), state],
  );
}
