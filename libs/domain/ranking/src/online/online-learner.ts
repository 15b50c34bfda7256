import type { Instant } from '@flywheel/primitives';
import { learntEvents } from '../events.ts';
import { absorbDelta, fitModel, quantise, sameLists, sameNumbers, untoldModel, type Model } from '../fit-model.ts';
import { hideIntercept, hideResidual } from '../hides.ts';
import { Encoder } from '../heads/encoder.ts';
import { sigmaOfCounts, sigmaOfHead } from '../thompson.ts';
import { Counted, type CountedLine } from './counted.ts';
import { EventLearner, type Predicted } from './event-learner.ts';
import type { Outcome } from './outcome.ts';

const features = ['ad', 'ad set', 'campaign', 'account', 'placement', 'device', 'hour'] as const;
const mostOpen = 100_000;
const mostBetween = 500;
const hiddenBit = 1 << learntEvents.length;
const zeros: readonly number[] = learntEvents.map(() => 0);

type Place = { ads: Map<number, readonly number[]>; placements: Map<string, readonly number[]>; devices: Map<string, readonly number[]> };
type Open = { predicted: readonly Predicted[]; seen: number };

/** The weight of one value of a feature in one event's head, in micro-logits. */
export type FeatureWeight = { feature: string; value: string; microLogit: number };

/**
 * The shadow model: predicts every impression, then learns from it and from what follows. `take` turns what it knows into whole
 * micro-logits that the auction can bound: per ad (ad, ad set, campaign and advertiser together), placement, device and hour. Bounded: of
 * the last 100,000 impressions it remembers what it predicted; an event of an older one is held against today's prediction.
 */
export class OnlineLearner {
  readonly events = learntEvents.map((_, event) => new EventLearner(event));
  /** What it would publish, as of the last `take`. */
  model: Model = untoldModel();
  private readonly encoder = new Encoder({ slotsLog2: 18, features });
  private readonly slots = new Uint32Array(features.length);
  private readonly counted = new Counted();
  private fitted: Model = untoldModel();
  private readonly open = new Map<string, Open>();
  private readonly chains = new Map<number, readonly string[]>();
  private readonly adsOf = new Map<string, number[]>();
  private readonly hours = new Set<string>();
  private moved = new Set<string>();
  private between = 0;
  private changed = new Set<number>();
  private all = false;

  /** Counts what lies before everything that is learnt one by one. */
  count(lines: Iterable<CountedLine>): void {
    for (const line of lines) {
      this.counted.addLine(line);
      this.changed.add(line.adNo);
    }
    this.all = true;
    // The first outcome is predicted by what was counted, not by what is assumed.
    this.refresh();
  }

  learn(outcome: Outcome): void {
    const count = this.encode(outcome);
    if (outcome.kind === 'impression') this.shown(outcome, count);
    else if (!this.followed(outcome, count)) return;
    this.counted.addOutcome(outcome);
    this.moved.add(outcome.account);
    // What is learnt in one go is predicted with a model that follows it.
    if ((this.between += 1) >= mostBetween) this.refresh();
  }

  /** What the model says otherwise than at the last `take`: ads only where they moved. Undefined where nothing did. */
  take(published: Model): Model | undefined {
    this.refresh();
    const { model } = this;
    const ads = new Map<number, readonly number[]>();
    for (const ad of this.all ? model.ads.keys() : this.changed) {
      const next = model.ads.get(ad) ?? zeros;
      if (!sameNumbers(next, published.ads.get(ad) ?? zeros)) ads.set(ad, next);
    }
    if (this.all) for (const ad of published.ads.keys()) if (!model.ads.has(ad)) ads.set(ad, zeros);
    this.all = false;
    this.changed = new Set();
    const same =
      ads.size === 0 &&
      sameNumbers(model.intercepts, published.intercepts) &&
      sameLists(model.placements, published.placements) &&
      sameLists(model.devices, published.devices) &&
      model.hides === published.hides &&
      sameLists(model.hours ?? new Map(), published.hours ?? new Map());
    return same ? undefined : { ...model, ads };
  }

  /** The next `take` compares every ad: after somebody else published. */
  compareAll(): void {
    this.all = true;
  }

  /** The weights of an event's head that do most, of ads, placements, devices and hours: `most` of them. */
  largest(event: number, most: number): FeatureWeight[] {
    const learner = this.events[event];
    if (!learner) return [];
    const weigh = (at: number, value: string): FeatureWeight => {
      const count = this.encodeOnly(at, value);
      return { feature: features[at] ?? '', value, microLogit: Math.round(learner.weightOf(this.slots, count)) };
    };
    const values = [...[...this.chains.keys()].map(String).map((value) => [0, value] as const), ...this.placeValues()];
    const weights = values.map(([at, value]) => weigh(at, value)).filter((each) => each.microLogit !== 0);
    return weights.sort((a, b) => Math.abs(b.microLogit) - Math.abs(a.microLogit)).slice(0, most);
  }

  private placeValues(): Array<readonly [number, string]> {
    const { placements, devices } = this.counted;
    return [
      ...[...placements.keys()].map((value) => [4, value] as const),
      ...[...devices.keys()].map((value) => [5, value] as const),
      ...[...this.hours].map((value) => [6, value] as const),
    ];
  }

  private shown(outcome: Outcome, count: number): void {
    const predicted = this.events.map((learner, event) => learner.shown(this.slots, count, this.known(outcome, event), outcome.decidedAt));
    this.open.set(outcome.imp, { predicted, seen: 0 });
    if (this.open.size > mostOpen) this.open.delete(this.open.keys().next().value as string);
  }

  /** False where this event of this impression was learnt before. */
  private followed(outcome: Outcome, count: number): boolean {
    if (outcome.kind === 'hide') return this.hidden(outcome);
    const event = learntEvents.findIndex((each) => each === outcome.kind);
    const learner = this.events[event];
    const open = this.open.get(outcome.imp);
    if (!learner || (open && (open.seen & (1 << event)) !== 0)) return false;
    if (open) open.seen |= 1 << event;
    const predicted = open?.predicted[event] ?? learner.predict(this.slots, count, this.known(outcome, event));
    learner.followed(this.slots, count, predicted, outcome.decidedAt);
    return true;
  }

  /** Hides are counted, no head learns them: once an impression, as long as it is remembered. */
  private hidden({ imp }: Outcome): boolean {
    const open = this.open.get(imp);
    if (!open) return true;
    const first = (open.seen & hiddenBit) === 0;
    open.seen |= hiddenBit;
    return first;
  }

  private known({ ad, placement, device, decidedAt }: Outcome, event: number): { published: number; counts: number } {
    const logit = ({ intercepts, ads, placements, devices, hours }: Model): number =>
      (intercepts[event] ?? 0) +
      (ads.get(ad)?.[event] ?? 0) +
      (placements.get(placement)?.[event] ?? 0) +
      (device === undefined ? 0 : (devices.get(device)?.[event] ?? 0)) +
      (hours?.get(hourOf(decidedAt))?.[event] ?? 0);
    return { published: logit(this.model), counts: logit(this.fitted) };
  }

  private encode({ ad, adSet, campaign, account, placement, device, decidedAt }: Outcome): number {
    if (!this.chains.has(ad)) {
      this.chains.set(ad, [String(ad), adSet, campaign, account]);
      const siblings = this.adsOf.get(account);
      if (siblings) siblings.push(ad);
      else this.adsOf.set(account, [ad]);
    }
    const hour = hourOf(decidedAt);
    this.hours.add(hour);
    return this.encoder.encode([String(ad), adSet, campaign, account, placement, device, hour], this.slots);
  }

  private encodeOnly(at: number, value: string): number {
    return this.encoder.encode(
      features.map((_, each) => (each === at ? value : undefined)),
      this.slots,
    );
  }

  /** Makes the model anew where it moved. */
  private refresh(): void {
    this.between = 0;
    const ads = new Set(this.changed);
    for (const account of this.moved) for (const ad of this.adsOf.get(account) ?? []) ads.add(ad);
    this.moved = new Set();
    if (this.events.map((learner) => learner.choose()).some(Boolean)) this.all = true;
    if (this.all) for (const ad of this.counted.ads.keys()) ads.add(ad);
    const fitted = fitModel(this.counted.of(ads));
    const counts = absorbDelta(this.fitted, fitted);
    this.fitted = counts;
    const own = { ads: this.model.ads as Place['ads'], placements: new Map(), devices: new Map() } satisfies Place;
    for (const ad of ads) {
      own.ads.set(ad, this.residualsOf(ad));
      this.changed.add(ad);
    }
    for (const name of this.counted.placements.keys()) own.placements.set(name, this.shiftsOf(4, name, counts.placements));
    for (const name of this.counted.devices.keys()) own.devices.set(name, this.shiftsOf(5, name, counts.devices));
    const hours = new Map([...this.hours].map((hour) => [hour, this.shiftsOf(6, hour, new Map())] as const));
    this.model = { intercepts: this.intercepts(counts), ...own, hours, hides: hideIntercept(this.counted.all) };
  }

  private intercepts({ intercepts }: Model): number[] {
    return this.events.map((learner, event) =>
      quantise((learner.byHead ? learner.head.weightOf(0) * 1e6 : (intercepts[event] ?? 0)) + learner.bias()),
    );
  }

  private residualsOf(ad: number): number[] {
    const chain = this.chains.get(ad);
    const count = chain ? this.encoder.encode([...chain, undefined, undefined, undefined], this.slots) : 0;
    const counts = this.fitted.ads.get(ad);
    const residuals = this.events.map((learner, event) =>
      learner.byHead ? quantise(learner.weightOf(this.slots, count)) : (counts?.[event] ?? 0),
    );
    const impressions = this.counted.ads.get(ad)?.impressions ?? 0n;
    const sigmas = this.events.map((learner, event) =>
      learner.byHead
        ? sigmaOfHead(event, learner.head.variance(this.slots, count))
        : sigmaOfCounts(event, impressions, (this.fitted.intercepts[event] ?? 0) + (counts?.[event] ?? 0)),
    );
    return [...residuals, ...sigmas, hideResidual(this.counted.ads.get(ad), this.counted.all)];
  }

  private shiftsOf(at: number, value: string, counts: ReadonlyMap<string, readonly number[]>): number[] {
    const count = this.encodeOnly(at, value);
    const own = counts.get(value);
    return this.events.map((learner, event) => (learner.byHead ? quantise(learner.weightOf(this.slots, count)) : (own?.[event] ?? 0)));
  }
}

/** The UTC hour, '0' to '23'. */
function hourOf(at: Instant): string {
  return String(new Date(at).getUTCHours());
}
