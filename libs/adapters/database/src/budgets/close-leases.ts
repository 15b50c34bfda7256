import { fromRowId, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { budgetsOfLease, lockBudgets } from './lock-budgets.ts';

/** What went back into its budget of a lease. */
export type ReturnedLease = { lease: Id<'lse'>; returnedMicros: Micros };

/** What a decider gives back: the part that none of its wins waits for; `done` closes the lease with all that is unspent. */
export type LeaseToReturn = { lease: Id<'lse'>; freeMicros: Micros; done: boolean };

/**
 * Gives back what deciders do not need. A later charge under one that was closed captures from the budget itself, or is free (645); a lease
 * that is closed already is left out. Never more than is unspent, so spent ≤ granted holds
 * whatever was charged meanwhile. Return what belongs together in one call: it locks all leases, in one order, before any budget.
 */
export async function returnLeases(tx: Tx, returns: readonly LeaseToReturn[]): Promise<ReturnedLease[]> {
  if (returns.length === 0) return [];
  const { rows } = await tx.query<LeaseRow>(`${openLeases} AND lease_id = ANY ($1::uuid[]) ORDER BY lease_id FOR UPDATE`, [
    returns.map((each) => toRowId(each.lease)),
  ]);
  const asked = new Map(returns.map((each) => [each.lease, each]));
  const back = rows.map((row) => {
    const wish = asked.get(fromRowId('lse', row.lease_id));
    const closes = wish?.done ?? true;
    return { ...row, closes, free: closes || (wish && wish.freeMicros > row.free) ? row.free : (wish?.freeMicros ?? 0n) };
  });
  return giveBack(tx, back);
}

/** Closes the leases of deciders that went away: those whose end, and the life of the tokens signed under them, have passed. */
export async function closeExpiredLeases(
  tx: Tx,
  now: Instant,
  { limit = 500, tokenLifeMs = longestTokenLifeMs }: { limit?: number; tokenLifeMs?: number } = {},
): Promise<ReturnedLease[]> {
  const { rows } = await tx.query<LeaseRow>(`${openLeases} AND expires_at <= $1 ORDER BY lease_id LIMIT $2 FOR UPDATE SKIP LOCKED`, [
    new Date(now - tokenLifeMs),
    limit,
  ]);
  return giveBack(
    tx,
    rows.map((row) => ({ ...row, closes: true })),
  );
}

const longestTokenLifeMs = 3_600_000;
const openLeases = `SELECT lease_id, campaign_id, time_windows, credit_account_id, granted_micros - spent_micros AS free
  FROM budget_lease WHERE state = 'open'`;

type LeaseRow = { lease_id: string; campaign_id: string; time_windows: string[]; credit_account_id: string | null; free: bigint };

async function giveBack(tx: Tx, rows: ReadonlyArray<LeaseRow & { closes: boolean }>): Promise<ReturnedLease[]> {
  if (rows.length === 0) return [];
  const parts = rows.flatMap((row) =>
    budgetsOfLease({ campaign: row.campaign_id, windows: row.time_windows, creditAccount: row.credit_account_id }).map((budget) => ({
      ...budget,
      free: row.free,
    })),
  );
  await lockBudgets(tx, parts);
  await tx.query(
    `UPDATE budget b SET leased_micros = b.leased_micros - back.free
     FROM (SELECT campaign_id, time_window, sum(free)::bigint AS free
           FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS u(campaign_id, time_window, free) GROUP BY 1, 2) back
     WHERE b.campaign_id = back.campaign_id AND b.time_window = back.time_window`,
    [parts.map((part) => part.campaign), parts.map((part) => part.window), parts.map((part) => part.free)],
  );
  await tx.query(
    `UPDATE budget_lease l SET granted_micros = l.granted_micros - back.free, state = CASE WHEN back.closes THEN 'closed' ELSE l.state END,
       reserved_micros = CASE WHEN back.closes THEN 0 ELSE l.reserved_micros END
     FROM unnest($1::uuid[], $2::bigint[], $3::boolean[]) AS back(lease_id, free, closes) WHERE l.lease_id = back.lease_id`,
    [rows.map((row) => row.lease_id), rows.map((row) => row.free), rows.map((row) => row.closes)],
  );
  return rows.map((row) => ({ lease: fromRowId('lse', row.lease_id), returnedMicros: micros(row.free) }));
}
