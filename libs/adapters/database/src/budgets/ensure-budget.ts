import { micros, toRowId, type Id, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/**
 * A window of a campaign's budget: `life`, a local day `YYYY-MM-DD` of the advertiser, or one of these of an ad set: `set:<hex>:life`.
 * `credit` is an account's: what it may owe.
 */
export type BudgetWindow = string;

/** How much of a window may be spent, and how much of it deciders hold or have spent. */
export type BudgetState = { window: BudgetWindow; capMicros: Micros; leasedMicros: Micros };

/** A window and the cap that configuration asks for. */
export type WantedBudget = { campaign: Id<'cmp'> | Id<'acc'>; window: BudgetWindow; currency: string; capMicros: Micros };

/**
 * Creates the window's row or moves its cap. A cap never falls below what is already leased: then it stays there ("already committed"),
 * the lower one is kept as wanted, no lease is granted any more, deciders give theirs back, and the returned state says so.
 */
export async function ensureBudget(tx: Tx, budget: WantedBudget): Promise<BudgetState> {
  const { rows } = await tx.query<{ cap_micros: bigint; leased_micros: bigint }>(
    `INSERT INTO budget (campaign_id, time_window, currency, cap_micros) VALUES ($1, $2, $3, $4) ${moveCap}
     RETURNING cap_micros, leased_micros`,
    [toRowId(budget.campaign), budget.window, budget.currency, budget.capMicros],
  );
  const [row] = rows;
  return { window: budget.window, capMicros: micros(row?.cap_micros ?? 0n), leasedMicros: micros(row?.leased_micros ?? 0n) };
}

/** The same for many windows, in the order in which everyone locks them. Rows that are as wanted are not written. */
export async function ensureBudgets(tx: Tx, budgets: readonly WantedBudget[]): Promise<void> {
  if (budgets.length === 0) return;
  const columns = [
    budgets.map((each) => toRowId(each.campaign)),
    budgets.map((each) => each.window),
    budgets.map((each) => each.currency),
    budgets.map((each) => each.capMicros),
  ];
  await tx.query(
    `INSERT INTO budget (campaign_id, time_window, currency, cap_micros)
     SELECT DISTINCT ON (u.campaign_id, u.time_window) u.*
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]) AS u(campaign_id, time_window, currency, cap_micros)
     LEFT JOIN budget b USING (campaign_id, time_window)
     WHERE b.campaign_id IS NULL OR coalesce(b.wanted_micros, b.cap_micros) <> u.cap_micros
       OR (b.wanted_micros IS NOT NULL AND b.leased_micros < b.cap_micros)
     ORDER BY u.campaign_id, u.time_window ${moveCap}`,
    columns,
  );
}

/** Every window of a campaign, by name. */
export async function readBudgets(tx: Tx, campaign: Id<'cmp'>): Promise<BudgetState[]> {
  const { rows } = await tx.query<{ time_window: string; cap_micros: bigint; leased_micros: bigint }>(
    'SELECT time_window, cap_micros, leased_micros FROM budget WHERE campaign_id = $1 ORDER BY time_window',
    [toRowId(campaign)],
  );
  return rows.map((row) => ({ window: row.time_window, capMicros: micros(row.cap_micros), leasedMicros: micros(row.leased_micros) }));
}

const moveCap = `ON CONFLICT (campaign_id, time_window) DO UPDATE SET cap_micros = greatest(excluded.cap_micros, budget.leased_micros),
  wanted_micros = CASE WHEN excluded.cap_micros < budget.leased_micros THEN excluded.cap_micros END`;
