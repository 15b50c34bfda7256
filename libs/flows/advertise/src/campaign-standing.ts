import { effectiveTree, type CampaignStanding, type EffectiveTree } from '@flywheel/campaigns';
import type { BudgetStandings, StoredCampaign } from '@flywheel/database/campaigns';
import { micros, type Instant } from '@flywheel/primitives';

/** Where a stored campaign, its ad sets and its ads stand at `now`. */
export function treeOf(stored: StoredCampaign, budgets: BudgetStandings, now: Instant): EffectiveTree {
  return effectiveTree(standingOf(stored, budgets), now);
}

/** What decides where it stands. Money counts as left until it is spent: what deciders hold of it still serves. */
export function standingOf(stored: StoredCampaign, { dayLeft, adSets, paces }: BudgetStandings): CampaignStanding {
  const left = (holder: string): { dayLeftMicros?: CampaignStanding['budget']['dayLeftMicros'] } => {
    const today = dayLeft.get(holder);
    return today === undefined ? {} : { dayLeftMicros: micros(today) };
  };
  return {
    configured: stored.configuredStatus,
    accountActive: stored.accountActive,
    timeZone: stored.timeZone,
    startsAt: stored.startsAt,
    endsAt: stored.endsAt,
    budget: { fundedMicros: stored.fundedMicros, leftMicros: stored.heldMicros, ...left(stored.campaign) },
    creditLeftMicros: stored.creditLeftMicros,
    pace: paces.get(stored.campaign),
    adSets: stored.adSets.map((set) => {
      const budget = adSets.get(set.adSet);
      return {
        configured: set.configuredStatus,
        tripReason: set.tripReason,
        audience: set.audience,
        dayparts: set.dayparts,
        daypartZone: set.daypartZone,
        budget: budget && { ...budget, ...left(set.adSet) },
        pace: paces.get(set.adSet),
        ads: set.ads.map((ad) => ({ configured: ad.configuredStatus, review: ad.review })),
      };
    }),
  };
}
