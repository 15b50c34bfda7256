import { assert, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { BudgetWindow } from './ensure-budget.ts';

/** What a decider asks for. A lease is taken from every named window at once. */
export type LeaseRequest = {
  lease: Id<'lse'>;
  campaign: Id<'cmp'>;
  windows: readonly BudgetWindow[];
  decider: string;
  /** What it would like; it may get less. */
  wantMicros: Micros;
  /** What it can use at all: the highest price of one charge. */
  leastMicros: Micros;
  now: Instant;
  expiresAt: Instant;
};

/** `exhausted` names the window that has less than `leastMicros` free; `unknown` a window without a row. */
export type LeaseGrant =
  | { outcome: 'granted'; lease: Id<'lse'>; grantedMicros: Micros }
  | { outcome: 'refused'; reason: 'exhausted' | 'unknown'; window: BudgetWindow };

/** Grants spending power out of a campaign's windows. What is granted is gone for every other decider until it is returned. */
export async function grantLease(tx: Tx, request: LeaseRequest): Promise<LeaseGrant> {
  assert(request.leastMicros > 0n && request.wantMicros >= request.leastMicros, 'a lease asks for at least one charge');
  const windows = [...new Set(request.windows)].sort();
  // Locked in one order and read after the wait: the room seen here is the room taken below.
  const { rows } = await tx.query<{ time_window: string; free: bigint }>(
    `SELECT time_window, cap_micros - leased_micros AS free FROM budget
     WHERE campaign_id = $1 AND time_window = ANY ($2) ORDER BY time_window FOR UPDATE`,
    [toRowId(request.campaign), windows],
  );
  const missing = windows.find((window) => !rows.some((row) => row.time_window === window));
  if (missing !== undefined) return { outcome: 'refused', reason: 'unknown', window: missing };
  const tightest = rows.reduce((least, row) => (row.free < least.free ? row : least));
  if (tightest.free < request.leastMicros) return { outcome: 'refused', reason: 'exhausted', window: tightest.time_window };
  const grantedMicros = micros(tightest.free < request.wantMicros ? tightest.free : request.wantMicros);
  await take(tx, request, windows, grantedMicros);
  return { outcome: 'granted', lease: request.lease, grantedMicros };
}

async function take(tx: Tx, request: LeaseRequest, windows: string[], grantedMicros: Micros): Promise<void> {
  const campaign = toRowId(request.campaign);
  const { rowCount } = await tx.query(
    `UPDATE budget SET leased_micros = leased_micros + $3
     WHERE campaign_id = $1 AND time_window = ANY ($2) AND leased_micros + $3 <= cap_micros`,
    [campaign, windows, grantedMicros],
  );
  assert(rowCount === windows.length, 'a lease is taken from every window or from none');
  await tx.query(
    `INSERT INTO budget_lease (lease_id, campaign_id, holder_id, time_windows, decider, granted_micros, granted_at, expires_at)
     VALUES ($1, $2, $2, $3, $4, $5, $6, $7)`,
    [toRowId(request.lease), campaign, windows, request.decider, grantedMicros, new Date(request.now), new Date(request.expiresAt)],
  );
}
