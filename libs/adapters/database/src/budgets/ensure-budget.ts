import { micros, toRowId, type Id, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A window of a campaign's budget: `life`, or a local day `YYYY-MM-DD` of the advertiser. */
export type BudgetWindow = string;

/** How much of a window may be spent, and how much of it deciders hold or have spent. */
export type BudgetState = { window: BudgetWindow; capMicros: Micros; leasedMicros: Micros };

/**
 * Creates the window's row or moves its cap. A cap never falls below what is already leased: then it stays there ("already committed")
 * and the returned state says so.
 */
export async function ensureBudget(
  tx: Tx,
  budget: { campaign: Id<'cmp'>; window: BudgetWindow; currency: string; capMicros: Micros },
): Promise<BudgetState> {
  const { rows } = await tx.query<{ cap_micros: bigint; leased_micros: bigint }>(
    `INSERT INTO budget (campaign_id, time_window, currency, cap_micros) VALUES ($1, $2, $3, $4)
     ON CONFLICT (campaign_id, time_window) DO UPDATE SET cap_micros = greatest(excluded.cap_micros, budget.leased_micros)
     RETURNING cap_micros, leased_micros`,
    [toRowId(budget.campaign), budget.window, budget.currency, budget.capMicros],
  );
  const [row] = rows;
  return { window: budget.window, capMicros: micros(row?.cap_micros ?? 0n), leasedMicros: micros(row?.leased_micros ?? 0n) };
}

/** Every window of a campaign, `life` last. */
export async function readBudgets(tx: Tx, campaign: Id<'cmp'>): Promise<BudgetState[]> {
  const { rows } = await tx.query<{ time_window: string; cap_micros: bigint; leased_micros: bigint }>(
    'SELECT time_window, cap_micros, leased_micros FROM budget WHERE campaign_id = $1 ORDER BY time_window',
    [toRowId(campaign)],
  );
  return rows.map((row) => ({ window: row.time_window, capMicros: micros(row.cap_micros), leasedMicros: micros(row.leased_micros) }));
}
