/** What a campaign is for. */
export const objectives = ['reach', 'traffic', 'engagement', 'followers', 'video_views'] as const;
export type Objective = (typeof objectives)[number];

/** Objectives that are known but cannot be chosen yet: they need conversions to be measured. */
export const laterObjectives = ['conversions', 'app_installs'] as const;

/** The event an ad set is optimised for. `engagement` is any of like, comment, share and save. */
export const goals = [
  'reach',
  'click',
  'engagement',
  'like',
  'comment',
  'share',
  'save',
  'follow',
  'video_view',
  'video_complete',
] as const;
export type Goal = (typeof goals)[number];

/** The event an ad set pays for. `impression` and `viewable` are bid per 1,000 (CPM, vCPM), the others each (CPC, CPE, CPF, CPV). */
export const billingEvents = ['impression', 'viewable', 'click', 'engagement', 'follow', 'video'] as const;
export type BillingEvent = (typeof billingEvents)[number];

/** The one checked chain objective → goal → billing event; the first of each list is the default. Every other pair is refused. */
export const objectiveChain: Readonly<Record<Objective, { readonly goals: readonly Goal[]; readonly billing: readonly BillingEvent[] }>> = {
  reach: { goals: ['reach'], billing: ['viewable', 'impression'] },
  traffic: { goals: ['click'], billing: ['viewable', 'click'] },
  engagement: { goals: ['engagement', 'like', 'comment', 'share', 'save'], billing: ['viewable', 'engagement'] },
  followers: { goals: ['follow'], billing: ['viewable', 'follow'] },
  video_views: { goals: ['video_view', 'video_complete'], billing: ['viewable', 'video'] },
};

/**
 * How an ad set bids. `manual`: exactly its bid. `max_bid`: up to its bid, lowered to last the budget. `lowest_cost`: no bid, the budget
 * decides. `cost_cap` and `target_cost`: the average price of the billed event stays at or below, or close to, its cost.
 */
export const bidStrategies = ['manual', 'max_bid', 'lowest_cost', 'cost_cap', 'target_cost'] as const;
export type BidStrategy = (typeof bidStrategies)[number];

/** Which of the two prices a strategy states. A bid under `cost_cap` or `target_cost` is the most that one event may cost. */
export const strategyPrices: Readonly<Record<BidStrategy, { readonly bid: PriceNeed; readonly cost: PriceNeed }>> = {
  manual: { bid: 'needed', cost: 'none' },
  max_bid: { bid: 'needed', cost: 'none' },
  lowest_cost: { bid: 'none', cost: 'none' },
  cost_cap: { bid: 'optional', cost: 'needed' },
  target_cost: { bid: 'optional', cost: 'needed' },
};
export type PriceNeed = 'needed' | 'optional' | 'none';

/** True when bids and floors of this event are stated per 1,000 of it. */
export function isPerThousand(event: BillingEvent): boolean {
  return event === 'impression' || event === 'viewable';
}
