import { leaseChunk, type RefusedWindow } from '@flywheel/pacing/leases';
import { assert, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { BudgetWindow } from './ensure-budget.ts';
import { budgetsOfLease, lockBudgets } from './lock-budgets.ts';

/** One holder's wish for a lease out of all its windows at once. */
export type LeaseWish = {
  lease: Id<'lse'>;
  holder: Id<'cmp'> | Id<'set'>;
  campaign: Id<'cmp'>;
  windows: readonly BudgetWindow[];
  /** The account whose credit it draws on too; undefined where the money was set aside. */
  creditAccount?: Id<'acc'> | undefined;
  /** Parts of windows that are kept for others: no lease of this holder reaches into them. */
  keptMicros: ReadonlyMap<BudgetWindow, Micros>;
  /** What it must cover at least: the highest price of one charge. */
  chargeMicros: Micros;
  usableUntil: Instant;
};

/** Who asks, how many such processes live, and the largest part of a window taken at once, in hundredths of a percent. */
export type LeaseAsker = { decider: string; workers: number; mostBps: number; now: Instant };

/** A grant, or the window with no room; `refused` undefined: nothing is set aside at all. */
export type LeaseDecision = { wish: LeaseWish } & (
  { outcome: 'granted'; grantedMicros: Micros } | { outcome: 'refused'; refused: RefusedWindow | undefined }
);

type Room = { cap: bigint; free: bigint };

/**
 * Grants leases to many holders in one transaction: windows are locked in one order and read after the wait, so the room seen is the room
 * taken, and Σ granted ≤ cap at every instant. A lowered budget grants nothing until its leases are back.
 */
export async function grantLeases(tx: Tx, wishes: readonly LeaseWish[], asker: LeaseAsker): Promise<LeaseDecision[]> {
  const keys = wishes.flatMap(budgetsOf);
  const rooms = new Map<string, Room>();
  for (const row of await lockBudgets(tx, keys)) {
    const cap = row.wanted_micros !== null && row.wanted_micros < row.cap_micros ? row.wanted_micros : row.cap_micros;
    rooms.set(keyOf(row.campaign_id, row.time_window), { cap, free: cap - row.leased_micros });
  }
  const decisions = wishes.map((wish) => decide(wish, rooms, asker));
  const granted = decisions.filter((each) => each.outcome === 'granted');
  await take(tx, granted, asker);
  return decisions;
}

function decide(wish: LeaseWish, rooms: ReadonlyMap<string, Room>, asker: LeaseAsker): LeaseDecision {
  const refused = (window: string, cap: bigint): LeaseDecision => ({
    wish,
    outcome: 'refused',
    refused: { window, capMicros: micros(cap), unspentMicros: micros(0) },
  });
  let chunk: bigint | undefined;
  for (const { campaign, window } of budgetsOf(wish)) {
    const room = rooms.get(keyOf(campaign, window));
    if (!room) return { wish, outcome: 'refused', refused: undefined };
    const free = room.free - (wish.keptMicros.get(window) ?? 0n);
    if (free < wish.chargeMicros) return refused(window, room.cap);
    const part = leaseChunk({
      capMicros: micros(room.cap),
      leasedMicros: micros(room.cap - free),
      workers: asker.workers,
      maxPriceMicros: wish.chargeMicros,
      mostBps: asker.mostBps,
    });
    if (chunk === undefined || part < chunk) chunk = part;
  }
  assert(chunk !== undefined && chunk >= wish.chargeMicros, 'a lease covers at least one charge');
  for (const { campaign, window } of budgetsOf(wish)) {
    const room = rooms.get(keyOf(campaign, window));
    if (room) room.free -= chunk;
  }
  return { wish, outcome: 'granted', grantedMicros: micros(chunk) };
}

type Granted = Extract<LeaseDecision, { outcome: 'granted' }>;

async function take(tx: Tx, granted: readonly Granted[], { decider, now }: LeaseAsker): Promise<void> {
  if (granted.length === 0) return;
  const parts = granted.flatMap(({ wish, grantedMicros }) => budgetsOf(wish).map((budget) => ({ ...budget, grantedMicros })));
  const { rowCount } = await tx.query(
    `UPDATE budget b SET leased_micros = b.leased_micros + taken.amount
     FROM (SELECT campaign_id, time_window, sum(amount)::bigint AS amount
           FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS u(campaign_id, time_window, amount) GROUP BY 1, 2) taken
     WHERE b.campaign_id = taken.campaign_id AND b.time_window = taken.time_window AND b.leased_micros + taken.amount <= b.cap_micros`,
    [parts.map(({ campaign }) => campaign), parts.map(({ window }) => window), parts.map((part) => part.grantedMicros)],
  );
  const windows = new Set(parts.map(({ campaign, window }) => keyOf(campaign, window)));
  assert(rowCount === windows.size, 'a lease is taken from every window or from none');
  await tx.query(
    `INSERT INTO budget_lease (lease_id, campaign_id, holder_id, time_windows, decider, granted_micros, granted_at, expires_at,
       credit_account_id)
     SELECT lease_id, campaign_id, holder_id, string_to_array(windows, ' '), $6, granted, $7, expires_at, credit_account_id
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $8::timestamptz[], $9::uuid[])
       AS u(lease_id, campaign_id, holder_id, windows, granted, expires_at, credit_account_id)`,
    [
      granted.map(({ wish }) => toRowId(wish.lease)),
      granted.map(({ wish }) => toRowId(wish.campaign)),
      granted.map(({ wish }) => toRowId(wish.holder)),
      granted.map(({ wish }) => wish.windows.join(' ')),
      granted.map((each) => each.grantedMicros),
      decider,
      new Date(now),
      granted.map(({ wish }) => new Date(wish.usableUntil)),
      granted.map(({ wish }) => (wish.creditAccount ? toRowId(wish.creditAccount) : null)),
    ],
  );
}

/**
 * What would be left of the windows of campaigns, and of accounts' credit, if every open lease came back: their caps less what was really
 * charged. By owner and window.
 */
export async function readUnspent(tx: Tx, owners: ReadonlyArray<Id<'cmp'> | Id<'acc'>>): Promise<Map<string, Micros>> {
  if (owners.length === 0) return new Map();
  const { rows } = await tx.query<{ owner: string; time_window: string; unspent: bigint }>(
    `SELECT CASE WHEN b.time_window = 'credit' THEN wire_id('acc', b.campaign_id) ELSE wire_id('cmp', b.campaign_id) END AS owner,
       b.time_window, (coalesce(b.wanted_micros, b.cap_micros) - b.leased_micros + coalesce((
       SELECT sum(l.granted_micros - l.spent_micros) FROM budget_lease l
       WHERE l.state = 'open' AND ((l.campaign_id = b.campaign_id AND b.time_window = ANY (l.time_windows))
         OR (l.credit_account_id = b.campaign_id AND b.time_window = 'credit'))), 0))::bigint AS unspent
     FROM budget b WHERE b.campaign_id = ANY ($1::uuid[])`,
    [owners.map(toRowId)],
  );
  return new Map(rows.map((row) => [`${row.owner} ${row.time_window}`, micros(row.unspent)]));
}

function budgetsOf(wish: LeaseWish): Array<{ campaign: string; window: string }> {
  const creditAccount = wish.creditAccount && toRowId(wish.creditAccount);
  return budgetsOfLease({ campaign: toRowId(wish.campaign), windows: wish.windows, creditAccount });
}

function keyOf(campaign: string, window: string): string {
  return `${campaign.replaceAll('-', '').slice(-32)} ${window}`;
}
