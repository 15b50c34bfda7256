import { creditWindow } from '@flywheel/pacing/leases';
import { toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

export type LockedBudget = {
  campaign_id: string;
  time_window: string;
  cap_micros: bigint;
  leased_micros: bigint;
  wanted_micros: bigint | null;
};

/** The rows that a lease is taken from: its campaign's windows, and the credit of its account where that pays afterwards. Row ids. */
export function budgetsOfLease(lease: {
  campaign: string;
  windows: readonly string[];
  creditAccount: string | null | undefined;
}): Array<{ campaign: string; window: string }> {
  const own = lease.windows.map((window) => ({ campaign: lease.campaign, window }));
  return lease.creditAccount ? [...own, { campaign: lease.creditAccount, window: creditWindow }] : own;
}

/** Takes budget rows for the rest of the transaction, in the one order that everyone keeps: leases before budgets, each by key. */
export async function lockBudgets(tx: Tx, keys: ReadonlyArray<{ campaign: string; window: string }>): Promise<LockedBudget[]> {
  const { rows } = await tx.query<LockedBudget>(
    `SELECT campaign_id, time_window, cap_micros, leased_micros, wanted_micros FROM budget
     WHERE (campaign_id, time_window) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))
     ORDER BY campaign_id, time_window FOR UPDATE`,
    [keys.map((key) => key.campaign), keys.map((key) => key.window)],
  );
  return rows;
}

/** Takes every window of a campaign, in the same order. */
export async function lockCampaignBudgets(tx: Tx, campaign: Id<'cmp'>): Promise<void> {
  await tx.query('SELECT 1 FROM budget WHERE campaign_id = $1 ORDER BY time_window FOR UPDATE', [toRowId(campaign)]);
}
