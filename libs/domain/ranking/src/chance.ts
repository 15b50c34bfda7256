import { smoothedRatePpb, type Prior } from './smoothed-rate.ts';

/** What an ad's beacons counted so far. */
export type DeliveryCounts = { impressions: bigint; viewables: bigint; clicks: bigint };

/** The chances of one impression of an ad, in parts per billion. */
export type Chances = { clickPpb: bigint; viewablePpb: bigint };

/** Before any traffic: 0.6 % of impressions are clicked and 65 % come into view. Assumptions, outweighed by 300 and 100 impressions. */
const untold: { click: Prior; viewable: Prior } = {
  click: { ratePpb: 6_000_000n, strength: 300n },
  viewable: { ratePpb: 650_000_000n, strength: 100n },
};

/** Shrinks an ad's own rates towards those of all ads, and those towards the assumption. */
export function chancesOf(own: DeliveryCounts, all: DeliveryCounts): Chances {
  const overall = ratesOf(all, untold.click, untold.viewable);
  return ratesOf(own, { ratePpb: overall.clickPpb, strength: 300n }, { ratePpb: overall.viewablePpb, strength: 100n });
}

function ratesOf(counts: DeliveryCounts, click: Prior, viewable: Prior): Chances {
  return {
    clickPpb: smoothedRatePpb({ successes: counts.clicks, trials: counts.impressions }, click),
    viewablePpb: smoothedRatePpb({ successes: counts.viewables, trials: counts.impressions }, viewable),
  };
}
