import type { Id, Micros } from '@flywheel/primitives';

/** Whose money a lease is of: an ad set that has a budget of its own, else the campaign. */
export type Holder = Id<'cmp'> | Id<'set'>;

/** An ad set and the budget fields of its own. */
export type AdSetBudget = {
  adSet: Id<'set'>;
  campaign: Id<'cmp'>;
  dailyBudgetMicros: Micros | undefined;
  lifetimeBudgetMicros: Micros | undefined;
  /** Its least and most share of the campaign's budget: of a day where that is daily, else of the whole. */
  budgetMinMicros: Micros | undefined;
  budgetMaxMicros: Micros | undefined;
};

/** The budget holder of an ad set's ads: the ad set where any budget field of its own is set, else the campaign. */
export function holderOf(set: AdSetBudget): Holder {
  const own = set.dailyBudgetMicros ?? set.lifetimeBudgetMicros ?? set.budgetMinMicros ?? set.budgetMaxMicros;
  return own === undefined ? set.campaign : set.adSet;
}
