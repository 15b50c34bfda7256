import type { NoFillReason } from '@flywheel/auction';
import type { Micros } from '@flywheel/primitives';
import type { AdCard } from '../ads/ad-card.ts';

/** A slot that an ad is about to take. */
export type SlotWin = {
  card: AdCard;
  /** Which impression of the decision it would be, 1–63. */
  n: number;
  /** Of one billing event. */
  priceMicros: Micros;
  /** The chance of its billing event, in parts per billion. */
  chancePpb: number;
};

/**
 * What memory knows beyond configuration. Live it reads caps, leases and draws and notes each read for the record; a replay answers from
 * the record. Only ads that reach the bar are asked, each once, the best first.
 */
export type StateReads = {
  /**
   * Why this ad can not be placed now: separation, caps, hidden, throttle, lease, in that order; 0 = it can. `ahead`: ads of this auction
   * that rank above it and would stand in the same response.
   */
  ask(card: AdCard, ahead: readonly AdCard[]): NoFillReason;
  /** Takes lease and caps for a slot, both or neither; 0 = taken. */
  reserve(win: SlotWin, round: number): NoFillReason;
  /** Takes a reservation back: another one of the same round failed. */
  cancel(win: SlotWin): void;
};
