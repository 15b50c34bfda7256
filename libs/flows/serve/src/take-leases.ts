import type { GrantedLease, LeaseAnswer } from '@flywheel/cache';
import type { Database } from '@flywheel/database';
import { ensureBudgets, grantLeases, readHolders, readUnspent, type LeaseWish, type StoredHolder } from '@flywheel/database/budgets';
import { localDayEnd, type Holder } from '@flywheel/pacing';
import { budgetWindows, creditWindow, isDayWindow, shortageOf } from '@flywheel/pacing/leases';
import { micros, newId, toRowId, type Id, type Instant, type Micros, type Random } from '@flywheel/primitives';

/** Who takes leases, how many such processes live, for how long one may be used, and the largest part of a budget taken at once. */
export type LeaseTaker = { decider: string; workers: number; leaseMs: number; mostBps: number };

/** What became of a holder's wish. */
export type TakenLease = { holder: Holder; lease: GrantedLease } | { holder: Holder; code: LeaseAnswer };

const holdersAtOnce = 1000;

/** Takes a lease for each holder that may spend, out of all its windows; makes the windows of a day or an ad set where they are missing. */
export async function takeLeases(
  database: Database,
  wanted: ReadonlyMap<Holder, Micros>,
  taker: LeaseTaker,
  { now, random }: { now: Instant; random: Random },
): Promise<TakenLease[]> {
  const asked = [...wanted.keys()].slice(0, holdersAtOnce);
  const holders = await readHolders(database.read, asked, now);
  await ensureWindows(database, holders, now);
  const running = holders.filter((each) => each.runs);
  const kept = await readKept(database, running, now);
  const wishes = running.map((each): LeaseWish => {
    const windows = budgetWindows(each, now).map(({ window }) => window);
    return {
      lease: newId('lse', now, random),
      holder: each.holder,
      campaign: each.campaign,
      windows,
      creditAccount: each.creditAccount,
      keptMicros: kept.get(each.holder) ?? new Map(),
      chargeMicros: wanted.get(each.holder) ?? micros(0),
      usableUntil: usableEnd(each, windows, now, taker.leaseMs),
    };
  });
  const decisions = await database.inTransaction((tx) => grantLeases(tx, wishes, { ...taker, now }));
  const idle = holders.filter((each) => !each.runs).map(({ holder }): TakenLease => ({ holder, code: 584 }));
  return [...(await explain(database, decisions)), ...idle];
}

/** In a transaction of its own: the windows' rows are then there when all are locked in one order. */
async function ensureWindows(database: Database, holders: readonly StoredHolder[], now: Instant): Promise<void> {
  const budgets = holders.flatMap((each) =>
    budgetWindows(each, now).flatMap(({ window, capMicros }) =>
      capMicros === undefined ? [] : [{ campaign: each.campaign, window, currency: each.currency, capMicros }],
    ),
  );
  if (budgets.length > 0) await database.inTransaction((tx) => ensureBudgets(tx, budgets));
}

/** What ad sets with a least share have not leased of it yet: out of reach for the others. */
async function readKept(database: Database, holders: readonly StoredHolder[], now: Instant): Promise<Map<Holder, Map<string, Micros>>> {
  const concerned = holders.filter((each) => each.minimums.some(({ adSet }) => adSet !== each.holder));
  const kept = new Map<Holder, Map<string, Micros>>();
  if (concerned.length === 0) return kept;
  const { rows } = await database.read.query<{ time_window: string; leased_micros: bigint; campaign_id: string }>(
    `SELECT campaign_id, time_window, leased_micros FROM budget WHERE campaign_id = ANY ($1::uuid[]) AND time_window LIKE 'set:%'`,
    [concerned.map(({ campaign }) => toRowId(campaign))],
  );
  const leased = new Map(rows.map((row) => [row.time_window, row.leased_micros]));
  for (const each of concerned) {
    const period = budgetWindows({ ...each, adSet: undefined }, now).at(-1)?.window ?? '';
    const others = each.minimums.filter(({ adSet }) => adSet !== each.holder);
    const open = others.map(({ adSet, minMicros }) => minMicros - (leased.get(`set:${toRowId(adSet)}:${period}`) ?? 0n));
    kept.set(each.holder, new Map([[period, micros(open.reduce((sum, left) => (left > 0n ? sum + left : sum), 0n))]]));
  }
  return kept;
}

/** A lease of a local day ends with it: an impression belongs to the day in which it was decided. */
function usableEnd({ timeZone }: StoredHolder, windows: readonly string[], now: Instant, leaseMs: number): Instant {
  return windows.some(isDayWindow) ? Math.min(now + leaseMs, localDayEnd(now, timeZone)) : now + leaseMs;
}

async function explain(database: Database, decisions: Awaited<ReturnType<typeof grantLeases>>): Promise<TakenLease[]> {
  const refused = decisions.filter((each) => each.outcome === 'refused');
  const unspent = await readUnspent(database.read, [...new Set(refused.map(ownerOf))]);
  return decisions.map((each) => {
    const { wish } = each;
    const { holder, chargeMicros } = wish;
    if (each.outcome === 'granted') {
      const { lease, usableUntil } = wish;
      return { holder, lease: { lease, holder, grantedMicros: each.grantedMicros, chargeMicros, usableUntil } };
    }
    const unspentMicros = unspent.get(`${ownerOf(each)} ${each.refused?.window ?? ''}`) ?? micros(0);
    return { holder, code: shortageOf(each.refused && { ...each.refused, unspentMicros }, chargeMicros) };
  });
}

/** Whose window it was that refused. */
function ownerOf({
  wish,
  refused,
}: Extract<Awaited<ReturnType<typeof grantLeases>>[number], { outcome: 'refused' }>): Id<'cmp'> | Id<'acc'> {
  return refused?.window === creditWindow && wish.creditAccount ? wish.creditAccount : wish.campaign;
}
