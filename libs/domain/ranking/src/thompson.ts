import { learntEvents } from './events.ts';
import { strengthOfAd, untold } from './fit-model.ts';
import { ppbOf } from './ppb-of.ts';
import { stableExp } from './stable-exp.ts';

const micro = 1_000_000;
const step = 20_000;
const reach = 3;
const places = 4096;

/**
 * How unsure the logit of an ad is of which nothing is known, by learnt event in micro-logits: σ² = 1/(n·p·(1−p)), that of the log-odds of
 * the Beta prior. No ad is less sure.
 */
export const mostSigmas: readonly number[] = untold.map(({ ratePpb }, event) =>
  published(betaVariance(Number(strengthOfAd[event]), Number(ratePpb) / 1e9)),
);

/** σ of an ad's event in a model's entry for it; that of an ad of which nothing is known where the entry does not say. */
export function sigmaOf(entry: readonly number[] | undefined, event: number): number {
  return entry?.[learntEvents.length + event] ?? mostSigmas[event] ?? 0;
}

/** σ of an event that is predicted by counts, from how often the ad was shown and its logit: that of the Beta posterior. */
export function sigmaOfCounts(event: number, impressions: bigint, microLogit: number): number {
  return capped(event, betaVariance(Number(strengthOfAd[event] ?? 0n) + Number(impressions), ppbOf(microLogit) / 1e9));
}

/** σ of an event that a head predicts, from the variance of its logit (`Ftrl.variance`). */
export function sigmaOfHead(event: number, variance: number): number {
  return capped(event, variance);
}

/**
 * A draw of an ad's logit: N(logit, σ²) truncated at ±3σ (Chapelle & Li 2011, "An Empirical Evaluation of Thompson Sampling"), a
 * function of `salt` (32 bits) and the ad's number alone. Whole micro-logits in and out; the same on every engine.
 */
export function drawnLogit(logit: number, sigma: number, salt: number, ad: number): number {
  let h = salt ^ Math.imul(ad, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return logit + Math.round(((quantiles[((h ^ (h >>> 16)) >>> 20) % places] as number) * sigma) / micro);
}

/** No draw is further above the logit than this, by learnt event, in micro-logits. */
export const mostDrawn: readonly number[] = mostSigmas.map((sigma) => reach * sigma);

function betaVariance(strength: number, rate: number): number {
  return 1 / (strength * rate * (1 - rate));
}

function capped(event: number, variance: number): number {
  return Math.min(published(variance), mostSigmas[event] ?? 0);
}

/** In steps of 0.02, rounded up: what moves less is not worth a version. */
function published(variance: number): number {
  return Math.ceil((Math.sqrt(variance) * micro) / step) * step;
}

/** The middles of 4,096 equally likely parts of N(0, 1) within ±3, in millionths; summed in fine steps, from basic arithmetic alone. */
const quantiles = ((): Int32Array => {
  const steps = 24_000;
  const at = (i: number): number => -reach + (2 * reach * i) / steps;
  const below = new Float64Array(steps + 1);
  for (let i = 1; i <= steps; i += 1) {
    const middle = (at(i - 1) + at(i)) / 2;
    below[i] = (below[i - 1] as number) + stableExp((-middle * middle) / 2);
  }
  const whole = below[steps] as number;
  const found = new Int32Array(places);
  let i = 0;
  for (let place = 0; place < places; place += 1) {
    const wanted = (whole * (place + 0.5)) / places;
    while ((below[i + 1] as number) < wanted) i += 1;
    const within = (wanted - (below[i] as number)) / ((below[i + 1] as number) - (below[i] as number));
    found[place] = Math.round((at(i) + (within * 2 * reach) / steps) * micro);
  }
  return found;
})();
