import { learntEvents } from './events.ts';
import { microLogitOf, mostMicroLogit } from './ppb-of.ts';
import { smoothedRatePpb, type Prior } from './smoothed-rate.ts';

/** Impressions, how often each learnt event followed them, and how often they were hidden. */
export type EventCounts = { impressions: bigint; events: readonly bigint[]; hides: bigint };

/** What was counted, over everything and by whom it happened with. */
export type ModelCounts = {
  all: EventCounts;
  ads: ReadonlyMap<number, EventCounts>;
  placements: ReadonlyMap<string, EventCounts>;
  devices: ReadonlyMap<string, EventCounts>;
};

/**
 * A model as it is published: integers only, in micro-logits, each list by learnt event. logit(ad, request) = intercept + residual of the
 * ad + shift of the placement + shift of the device + shift of the hour.
 */
export type Model = {
  intercepts: readonly number[];
  /**
   * By ad number: the residuals; then, in versions since ads are explored, how unsure each is (σ, see `sigmaOf`); then, in versions since
   * hides count, its residual for a hide (see `ownHide`). An ad without counts of its own has no entry and a residual of 0.
   */
  ads: ReadonlyMap<number, readonly number[]>;
  placements: ReadonlyMap<string, readonly number[]>;
  devices: ReadonlyMap<string, readonly number[]>;
  /** By UTC hour, '0' to '23'. Versions from before hours were learnt have none. */
  hours?: ReadonlyMap<string, readonly number[]>;
  /** The intercept of a hide. Versions from before hides counted have none. */
  hides?: number;
};

/**
 * Before any traffic: 65 % of impressions come into view, 0.6 % are clicked, 30 % are watched where they are videos, 2 % are engaged with,
 * 0.2 % lead to a follow. Assumptions, outweighed by as many impressions as each strength says.
 */
export const untold: readonly Prior[] = [
  { ratePpb: 650_000_000n, strength: 100n },
  { ratePpb: 6_000_000n, strength: 300n },
  { ratePpb: 300_000_000n, strength: 100n },
  { ratePpb: 20_000_000n, strength: 200n },
  { ratePpb: 2_000_000n, strength: 500n },
];
/** How many impressions the assumed rate of an ad's event counts as. */
export const strengthOfAd: readonly bigint[] = [100n, 300n, 100n, 200n, 500n];
const strengthOfShift = 1000n;
// Steps of half a percent: what moves less is not worth a version.
const step = 5000;

/** Fits the model to counts: every rate shrunk towards that of all ads, and that towards the assumption. */
export function fitModel(counts: ModelCounts): Model {
  const overall = untold.map((prior, event) => rateOf(counts.all, event, prior));
  const intercepts = overall.map((rate) => quantise(microLogitOf(Number(rate))));
  const residuals = (own: EventCounts, strengths: (event: number) => bigint): number[] =>
    learntEvents.map((_, event) => {
      const rate = rateOf(own, event, { ratePpb: overall[event] ?? 0n, strength: strengths(event) });
      return quantise(microLogitOf(Number(rate)) - (intercepts[event] ?? 0));
    });
  return {
    intercepts,
    ads: mapValues(counts.ads, (own) => residuals(own, (event) => strengthOfAd[event] ?? strengthOfShift)),
    placements: mapValues(counts.placements, (own) => residuals(own, () => strengthOfShift)),
    devices: mapValues(counts.devices, (own) => residuals(own, () => strengthOfShift)),
  };
}

/** What `next` says otherwise than `before`: small lists whole, ads only where they moved. Undefined when nothing did. */
export function modelDelta(before: Model, next: Model): Model | undefined {
  const ads = new Map([...next.ads].filter(([ad, residuals]) => !sameNumbers(residuals, before.ads.get(ad) ?? zeros)));
  for (const ad of before.ads.keys()) if (!next.ads.has(ad)) ads.set(ad, zeros);
  const same =
    ads.size === 0 &&
    sameNumbers(before.intercepts, next.intercepts) &&
    sameLists(before.placements, next.placements) &&
    sameLists(before.devices, next.devices) &&
    before.hides === next.hides &&
    sameLists(before.hours ?? new Map(), next.hours ?? new Map());
  return same ? undefined : { ...next, ads };
}

/** A model and what changed since: the next model. */
export function applyDelta(before: Model, delta: Model): Model {
  return { ...delta, ads: new Map([...before.ads, ...delta.ads]) };
}

/** The same without copying: `before` gives its list of ads away, and is not to be used again. For models of many ads. */
export function absorbDelta(before: Model, delta: Model): Model {
  const ads = before.ads as Map<number, readonly number[]>;
  for (const [ad, residuals] of delta.ads) ads.set(ad, residuals);
  return { ...delta, ads };
}

const zeros = learntEvents.map(() => 0);

/** The model before anything was counted. */
export function untoldModel(): Model {
  const none = { impressions: 0n, events: learntEvents.map(() => 0n), hides: 0n };
  return fitModel({ all: none, ads: new Map(), placements: new Map(), devices: new Map() });
}

function rateOf({ impressions, events }: EventCounts, event: number, prior: Prior): bigint {
  return smoothedRatePpb({ successes: events[event] ?? 0n, trials: impressions }, prior);
}

/** Whole micro-logits as they are published: in steps of half a percent, held within ±16,000,000. */
export function quantise(microLogit: number): number {
  const held = Math.min(Math.max(microLogit, -mostMicroLogit), mostMicroLogit);
  return Math.round(held / step) * step + 0;
}

function mapValues<K, A, B>(map: ReadonlyMap<K, A>, of: (value: A) => B): Map<K, B> {
  return new Map([...map].map(([key, value]) => [key, of(value)]));
}

/** Whether two lists of numbers are equal. */
export function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

/** Whether two maps hold equal lists under equal keys. */
export function sameLists(a: ReadonlyMap<string, readonly number[]>, b: ReadonlyMap<string, readonly number[]>): boolean {
  return a.size === b.size && [...a].every(([key, list]) => sameNumbers(list, b.get(key) ?? []));
}
