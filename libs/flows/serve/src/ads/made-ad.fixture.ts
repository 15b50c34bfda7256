import type { ServingAdRow } from '@flywheel/database/serving';
import { micros, newId, type Id, type Random } from '@flywheel/primitives';

const made = Date.UTC(2026, 4, 4);

const unlimited = {
  adCaps: [],
  adGapSeconds: 0,
  adSetCaps: [],
  adSetGapSeconds: 0,
  campaignCaps: [],
  campaignGapSeconds: 0,
  accountCaps: [],
  accountGapSeconds: 0,
  competitors: [],
  blockedNodes: [],
  blockedCreators: [],
};

/** An ad of its own advertiser that pays per impression and is shown to everyone: what tests change. */
export function madeAd(adNo: number, random: Random): ServingAdRow {
  const id = <K extends 'ad' | 'set' | 'cmp' | 'crv' | 'acc'>(kind: K): Id<K> => newId(kind, made, random);
  return {
    ...unlimited,
    adNo,
    ad: id('ad'),
    category: undefined,
    adSet: id('set'),
    billingEvent: 'impression',
    strategy: 'max_bid',
    bidMicros: micros(1_000_000),
    targeting: JSON.stringify({ all: [] }),
    placements: [],
    dayparts: [],
    daypartZone: 'advertiser',
    safetyTier: 'standard',
    audienceObstacle: 0,
    dailyBudgetMicros: undefined,
    lifetimeBudgetMicros: undefined,
    budgetMinMicros: undefined,
    budgetMaxMicros: undefined,
    campaign: id('cmp'),
    campaignVersion: 1,
    configuredStatus: 'active',
    startsAt: 0,
    endsAt: undefined,
    fundedMicros: micros(5_000_000),
    account: id('acc'),
    accountName: `advertiser ${adNo}`,
    domain: `ads-${adNo}.example`,
    accountActive: true,
    currency: 'USD',
    timeZone: 'UTC',
    creative: {
      creative: id('crv'),
      format: 'native_post',
      headline: 'Hello',
      body: '',
      imageUrl: undefined,
      videoUrl: undefined,
      durationMs: undefined,
      callToAction: 'Go',
    },
    reviewState: 'approved',
  };
}
