/** What a campaign is for. */
export const objectives = ['reach', 'traffic', 'engagement', 'followers'] as const;
export type Objective = (typeof objectives)[number];

/** The event an ad set is optimised for. */
export const goals = ['reach', 'click', 'engagement', 'follow'] as const;
export type Goal = (typeof goals)[number];

/** The event an ad set pays for. `impression` and `viewable` are bid per 1,000, `click` each. */
export const billingEvents = ['impression', 'viewable', 'click'] as const;
export type BillingEvent = (typeof billingEvents)[number];

/** The one checked chain objective → goal → billing event; the first of each list is the default. Every other pair is refused. */
export const objectiveChain: Readonly<Record<Objective, { readonly goals: readonly Goal[]; readonly billing: readonly BillingEvent[] }>> = {
  reach: { goals: ['reach'], billing: ['viewable', 'impression'] },
  traffic: { goals: ['click'], billing: ['viewable', 'click'] },
  engagement: { goals: ['engagement'], billing: ['viewable'] },
  followers: { goals: ['follow'], billing: ['viewable'] },
};

/** True when bids and floors of this event are stated per 1,000 of it. */
export function isPerThousand(event: BillingEvent): boolean {
  return event !== 'click';
}
