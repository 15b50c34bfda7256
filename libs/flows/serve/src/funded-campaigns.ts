import type { Id, Instant, Micros } from '@flywheel/primitives';
import type { ServingAd } from './serving-ad.ts';

/** A campaign that may spend now, and what its leases must be able to cover. */
export type FundedCampaign = {
  campaign: Id<'cmp'>;
  currency: string;
  timeZone: string;
  dailyMicros: Micros | undefined;
  /** The highest single charge of any of its ads. */
  maxChargeMicros: Micros;
  /** Below this a new lease is taken: a quarter of one percent of its money, at least one charge. */
  lowWaterMicros: Micros;
};

/** Campaigns with an ad that may serve now, in the order of their ids: the order in which everyone locks budgets. */
export function fundedCampaigns(ads: readonly ServingAd[], now: Instant): FundedCampaign[] {
  const found = new Map<Id<'cmp'>, FundedCampaign>();
  for (const ad of ads) {
    if (!maySpend(ad, now)) continue;
    const before = found.get(ad.campaign)?.maxChargeMicros ?? 0n;
    const maxChargeMicros = (ad.maxChargeMicros > before ? ad.maxChargeMicros : before) as Micros;
    const share = ad.fundedMicros / 400n;
    const lowWaterMicros = (share > maxChargeMicros ? share : maxChargeMicros) as Micros;
    const { campaign, currency, timeZone, dailyBudgetMicros: dailyMicros } = ad;
    found.set(campaign, { campaign, currency, timeZone, dailyMicros, maxChargeMicros, lowWaterMicros });
  }
  return [...found.values()].sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
}

function maySpend(ad: ServingAd, now: Instant): boolean {
  const inDates = now >= ad.startsAt && (ad.endsAt === undefined || now < ad.endsAt);
  return inDates && ad.configuredStatus === 'active' && ad.accountActive && ad.reviewState === 'approved' && ad.fundedMicros > 0n;
}
