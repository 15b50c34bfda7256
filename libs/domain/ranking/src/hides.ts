import { learntEvents } from './events.ts';
import { quantise, type EventCounts } from './fit-model.ts';
import { microLogitOf } from './ppb-of.ts';
import { smoothedRatePpb, type Prior } from './smoothed-rate.ts';

/** Before any traffic: one impression of 2,000 is hidden. An assumption, outweighed by as many impressions as its strength says. */
const untoldHides: Prior = { ratePpb: 500_000n, strength: 2000n };
const strengthOfAd = 1000n;
const place = 2 * learntEvents.length;

/** The logit of the chance that an impression of any ad is hidden, in micro-logits as they are published. */
export function hideIntercept(all: EventCounts): number {
  return quantise(microLogitOf(Number(rateOfAll(all))));
}

/** How much an ad's own logit lies above that: its rate, drawn to that of all by 1,000 impressions. */
export function hideResidual(own: EventCounts | undefined, all: EventCounts): number {
  if (!own) return 0;
  const ratePpb = rateOfAll(all);
  const rate = smoothedRatePpb({ successes: own.hides, trials: own.impressions }, { ratePpb, strength: strengthOfAd });
  return quantise(microLogitOf(Number(rate)) - microLogitOf(Number(ratePpb)));
}

/** The residual in a model's entry for an ad; 0 where the entry does not say. */
export function ownHide(entry: readonly number[] | undefined): number {
  return entry?.[place] ?? 0;
}

function rateOfAll({ hides, impressions }: EventCounts): bigint {
  return smoothedRatePpb({ successes: hides, trials: impressions }, untoldHides);
}
