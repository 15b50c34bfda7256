import type { NoFillReason } from '@flywheel/auction';
import type { CapRead, Drop, StateRead } from '@flywheel/auction/record';
import { capCode, takesPart, type CapRead as LevelRead } from '@flywheel/pacing';
import { separationCode } from '@flywheel/pacing/placement';
import { toRowId, type Instant } from '@flywheel/primitives';
import type { AdCard } from '../ads/ad-card.ts';
import type { SlotWin, StateReads } from '../core/state-reads.ts';
import type { ReplayWorld } from './replay-world.ts';

/** What the record says about memory in one placement (ordinal). */
export type RecordedReads = {
  ordinal: number;
  caps: readonly CapRead[];
  reads: readonly StateRead[];
  drops: readonly Drop[];
};

/** State that a what-if puts in the place of the recorded one. */
export type StateOverrides = {
  caps: boolean;
  /** By campaign: what its budget is, in micros. */
  budgets: ReadonlyMap<string, bigint>;
};

const whole = 1_000_000;
const hiddenRule = 254;

/**
 * State as the record has it: caps are judged again from their reads, throttles drawn again, leases and failed reservations taken as they
 * were. An ad that was never asked has no read: where a what-if brings it forward it counts as free to show.
 */
export class RecordedState implements StateReads {
  private readonly scope: { world: ReplayWorld; now: Instant; seed: string };
  private readonly recorded: RecordedReads;
  private readonly beside: { seats: readonly AdCard[]; adjacent: readonly AdCard[] };
  private readonly overrides: StateOverrides | undefined;

  constructor(
    scope: { world: ReplayWorld; now: Instant; seed: string },
    recorded: RecordedReads,
    beside: { seats: readonly AdCard[]; adjacent: readonly AdCard[] },
    overrides: StateOverrides | undefined,
  ) {
    this.scope = scope;
    this.recorded = recorded;
    this.beside = beside;
    this.overrides = overrides;
  }

  ask(card: AdCard, ahead: readonly AdCard[]): NoFillReason {
    const apart = separationCode(card, [...this.beside.seats, ...ahead], [...this.beside.adjacent]);
    if (apart !== 0) return apart;
    return this.capCode(card) || this.throttleCode(card) || this.leaseCode(card);
  }

  reserve({ card }: SlotWin, round: number): NoFillReason {
    const failed = this.recorded.drops.find((each) => each.round === round && each.ad === card.adNo);
    return failed ? (failed.code as NoFillReason) : 0;
  }

  cancel(): void {
    // Nothing was taken.
  }

  private capCode(card: AdCard): NoFillReason {
    const own = this.recorded.caps.filter((each) => each.ad === card.adNo && each.placement === this.recorded.ordinal);
    if (own.some((each) => each.rule === hiddenRule)) return 565;
    if (card.levels.length === 0 || this.overrides?.caps === false) return 0;
    if (own.some((each) => each.count < 0)) return 567;
    if (own.length === 0 && this.overrides) return 0;
    return capCode(card.levels, own.map(levelRead), this.scope.now);
  }

  private throttleCode(card: AdCard): NoFillReason {
    if (card.strategy !== 'manual') return 0;
    const { world, seed } = this.scope;
    const ppm = world.paces.get(toRowId(card.holder))?.throttlePpm ?? whole;
    return takesPart(seed, card.adSet, ppm) ? 0 : 583;
  }

  private leaseCode(card: AdCard): NoFillReason {
    const budget = this.overrides?.budgets.get(card.campaign);
    if (budget !== undefined) return budget >= card.maxChargeMicros ? 0 : 581;
    const read = this.recorded.reads.find((each) => each.kind === 'lease' && each.ad === card.adNo);
    if (read) return read.value as NoFillReason;
    // Not asked then: in a replay without changes nobody comes here, and a what-if takes the money as there.
    return 0;
  }
}

function levelRead({ level, rule, count, lastAt }: CapRead): LevelRead {
  return { level: level as LevelRead['level'], cap: rule, count, last: lastAt };
}
