import type { CapPlan, CapViewer, OpenWin } from '@flywheel/cache';
import type { NoFillReason } from '@flywheel/auction';
import type { CapRead, StateRead } from '@flywheel/auction/record';
import { reservedPrice, takesPart } from '@flywheel/pacing';
import { separationCode } from '@flywheel/pacing/placement';
import { afterImpressionMs, impressionWindowMs } from '@flywheel/measurement';
import { type Id, type Instant, type Micros } from '@flywheel/primitives';
import { impressionOf } from '@flywheel/primitives/impressions';
import type { AdCard } from '../ads/ad-card.ts';
import type { ServingMemory } from '../serving-memory.ts';
import type { SlotWin, StateReads } from './state-reads.ts';

/** Whose decision it is, for as long as it is made. */
export type StateScope = {
  decision: Id<'dec'>;
  now: Instant;
  seed: string;
  viewer: Id<'vwr'> | undefined;
  capViewer: CapViewer | undefined;
};

type Held = { n: number; lease: Id<'lse'>; micros: Micros; expiresAt: Instant; capped: OpenWin | undefined };

const million = 1_000_000;
// A beacon accepted in the last second is charged and read a moment later.
const graceMs = 60_000;

/**
 * State as this process knows it: caps, what was hidden, throttles, leases. One for all decisions, begun anew with each; every read is
 * noted for the record.
 */
export class MemoryState implements StateReads {
  private reads: StateRead[] = [];
  readonly capReads: CapRead[] = [];
  private readonly memory: ServingMemory;
  private readonly plans = new WeakMap<AdCard, { plan: CapPlan | undefined }>();
  private scope: StateScope | undefined;
  private placement = 0;
  private seats: AdCard[] = [];
  private adjacent: AdCard[] = [];
  private held: Held[] = [];

  constructor(memory: ServingMemory) {
    this.memory = memory;
  }

  /** A new decision. */
  begin(scope: StateScope): void {
    this.scope = scope;
    this.seats = [];
    this.held = [];
    this.capReads.length = 0;
  }

  /** Its next placement; `adjacent`: ads shown right above and below it. */
  beginPlacement(placement: number, adjacent: AdCard[]): void {
    this.placement = placement;
    this.adjacent = adjacent;
    this.reads = [];
  }

  /** An ad has its slot: the following ones stand beside it. */
  seat(card: AdCard): void {
    this.seats.push(card);
  }

  /** What was read for the present placement. */
  takeReads(): StateRead[] {
    return this.reads;
  }

  leaseOf(n: number): Id<'lse'> | undefined {
    return this.held.find((each) => each.n === n)?.lease;
  }

  /** The capped levels of an ad, known to the counters from now on. */
  planOf(card: AdCard): CapPlan | undefined {
    if (card.levels.length === 0) return undefined;
    const known = this.plans.get(card);
    if (known) return known.plan;
    const plan = this.memory.caps.plan(
      card.levels.map(({ level, subject, caps, minGapSeconds }) => ({ level, subject, caps: [...caps], minGapSeconds })),
    );
    this.plans.set(card, { plan });
    return plan;
  }

  ask(card: AdCard, ahead: readonly AdCard[]): NoFillReason {
    const scope = this.open();
    const apart = separationCode(seatOf(card), [...this.seats, ...ahead].map(seatOf), this.adjacent.map(seatOf));
    if (apart !== 0) return apart;
    return this.capCode(card, scope) || this.hiddenCode(card, scope) || this.throttleCode(card, scope) || this.leaseCode(card, scope);
  }

  reserve({ card, n, priceMicros, chancePpb }: SlotWin, _round: number): NoFillReason {
    const { decision, now, capViewer } = this.open();
    const imp = impressionOf(decision, n);
    const tokenEnd = now + impressionWindowMs[card.creative.format];
    const plan = this.planOf(card);
    if (plan) {
      const code = this.memory.caps.checkAndReserve({
        viewer: capViewer,
        plan,
        imp,
        campaign: card.campaign,
        now,
        expiresAt: tokenEnd + graceMs,
      });
      if (code !== 0) return this.failed(card, code);
    }
    const capped = plan ? this.memory.caps.reserved : undefined;
    const later =
      card.billingEvent === 'impression'
        ? 0
        : card.billingEvent === 'viewable' || card.billingEvent === 'video'
          ? afterImpressionMs.viewable
          : afterImpressionMs.click;
    const expiresAt = tokenEnd + later + graceMs;
    const micros = reservedPrice(priceMicros, card.billingEvent, BigInt(chancePpb));
    const lease = this.memory.leases.reserve({ holder: this.holderOf(card), micros, atLeastMicros: card.maxChargeMicros, now, expiresAt });
    if (lease === undefined) {
      if (capped) this.memory.caps.cancel(capped);
      return this.failed(card, 580);
    }
    this.held.push({ n, lease, micros, expiresAt, capped });
    return 0;
  }

  cancel({ n }: SlotWin): void {
    const at = this.held.findIndex((each) => each.n === n);
    const [taken] = at < 0 ? [] : this.held.splice(at, 1);
    if (!taken) return;
    this.memory.leases.cancel(taken.lease, taken.micros, taken.expiresAt);
    if (taken.capped) this.memory.caps.cancel(taken.capped);
  }

  private failed(card: AdCard, code: NoFillReason): NoFillReason {
    this.reads.push({ kind: 'reservation', ad: card.adNo, value: code });
    return code;
  }

  private capCode(card: AdCard, { capViewer, now }: StateScope): NoFillReason {
    const plan = this.planOf(card);
    if (!plan) return 0;
    const { caps } = this.memory;
    const code = caps.check(capViewer, plan, now);
    const { reads } = caps;
    for (let i = 0; i < reads.n; i += 1) {
      const [level, rule] = [reads.level[i] as number, reads.cap[i] as number];
      this.capReads.push({
        placement: this.placement,
        ad: card.adNo,
        level,
        rule,
        count: reads.count[i] as number,
        lastAt: reads.last[i] as number,
      });
    }
    if (code === 567) this.capReads.push({ placement: this.placement, ad: card.adNo, level: 0, rule: 255, count: -1, lastAt: 0 });
    return code;
  }

  private hiddenCode(card: AdCard, { viewer, capViewer, now }: StateScope): NoFillReason {
    const { hidden: ofPeople, visits } = this.memory;
    const hidden = viewer !== undefined ? ofPeople.of(viewer) : capViewer && visits.of(capViewer, now);
    if (!hidden || !(hidden.has(card.ad) || hidden.has(card.account))) return 0;
    this.capReads.push({ placement: this.placement, ad: card.adNo, level: 0, rule: 254, count: 1, lastAt: 0 });
    return 565;
  }

  /** A fixed price is not shaded but takes part in fewer auctions. */
  private throttleCode(card: AdCard, { seed }: StateScope): NoFillReason {
    if (card.strategy !== 'manual') return 0;
    const ppm = this.memory.pacing.throttlePpm(card.holder);
    if (ppm >= million) return 0;
    const takes = takesPart(seed, card.adSet, ppm);
    this.reads.push({ kind: 'throttle', ad: card.adNo, value: takes ? 1 : 0 });
    return takes ? 0 : 583;
  }

  /** The number its holder is asked for by: looked up once a card. */
  private holderOf(card: AdCard): number {
    return (card.holderNumber ??= this.memory.leases.number(card.holder));
  }

  private leaseCode(card: AdCard, { now }: StateScope): NoFillReason {
    const code = this.memory.leases.ask(this.holderOf(card), card.maxChargeMicros, now);
    this.reads.push({ kind: 'lease', ad: card.adNo, value: code });
    return code;
  }

  private open(): StateScope {
    if (!this.scope) throw new Error('Broken invariant: state is read within a decision');
    return this.scope;
  }
}

function seatOf(card: AdCard): { account: string; domain: string; competitors: readonly string[]; category: string | undefined } {
  return card;
}
