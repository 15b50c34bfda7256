import { toRowId, type Instant, type Micros } from '@flywheel/primitives';
import type { AdSetBudget, Holder } from '../holder-of.ts';
import { localDay } from '../local-day.ts';

/** What a budget holder may spend by configuration, and on whose calendar. */
export type HolderBudget = {
  holder: Holder;
  timeZone: string;
  /** Of the campaign. */
  dailyMicros: Micros | undefined;
  lifetimeMicros: Micros | undefined;
  /** Of the ad set, where it is the holder. */
  adSet: AdSetBudget | undefined;
};

/** A window that every lease of the holder is taken from. `capMicros` undefined: its cap is the money set aside for the campaign. */
export type BudgetWindowCap = { window: string; capMicros: Micros | undefined };

/** The campaign's window of the whole life: its cap is always the money set aside. */
export const lifeWindow = 'life';

/** The window of an account that pays afterwards: its cap is what it may owe. */
export const creditWindow = 'credit';

/**
 * The windows that hold a holder's spend at a moment. Daily windows are days of the advertiser's zone and hard: nothing is averaged over
 * days. A share of the campaign's budget (least, most) is kept in a window of the ad set's own, for the period of the campaign's budget.
 */
export function budgetWindows(budget: HolderBudget, now: Instant): BudgetWindowCap[] {
  const day = localDay(now, budget.timeZone);
  const windows: BudgetWindowCap[] = [{ window: lifeWindow, capMicros: undefined }];
  if (budget.dailyMicros !== undefined) windows.push({ window: day, capMicros: budget.dailyMicros });
  const { adSet } = budget;
  if (!adSet) return windows;
  const own = `set:${toRowId(adSet.adSet)}`;
  if (adSet.dailyBudgetMicros !== undefined) windows.push({ window: `${own}:${day}`, capMicros: adSet.dailyBudgetMicros });
  if (adSet.lifetimeBudgetMicros !== undefined) windows.push({ window: `${own}:${lifeWindow}`, capMicros: adSet.lifetimeBudgetMicros });
  const share = shareCap(budget);
  if (share !== undefined) windows.push({ window: `${own}:${budget.dailyMicros === undefined ? lifeWindow : day}`, capMicros: share });
  return windows;
}

/** Whether a window ends with a local day. */
export function isDayWindow(window: string): boolean {
  return !window.endsWith(lifeWindow) && window !== creditWindow;
}

/** An ad set with only a least share may take all of the campaign's budget; the window then counts what it took. */
function shareCap({ adSet, dailyMicros, lifetimeMicros }: HolderBudget): Micros | undefined {
  if (adSet?.budgetMaxMicros !== undefined) return adSet.budgetMaxMicros;
  return adSet?.budgetMinMicros === undefined ? undefined : (dailyMicros ?? lifetimeMicros);
}
