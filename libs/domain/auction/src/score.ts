import type { Micros } from '@flywheel/primitives';
import type { Bid } from './bid.ts';

/** Scores are micros · 10⁹ an impression. */
export const billion = 1_000_000_000n;
/** A floor or an increment per 1,000 impressions times this is a score. */
export const perThousandScore = 1_000_000n;
const perThousandStep = 1000n;

/** Total value of showing the ad once, in micros · 10⁹: bid · p + quality · 10⁹. May be negative. */
export function scoreOf(bid: Pick<Bid, 'bidMicros' | 'ppb' | 'qualityMicros'>): bigint {
  return bid.bidMicros * bid.ppb + bid.qualityMicros * billion;
}

/** The lowest bid, in the bid's own unit, that reaches `score`: rounded up; may be negative. */
export function bidForScore(bid: Bid, score: bigint): Micros {
  return ceilDiv(score - bid.qualityMicros * billion, bid.ppb) as Micros;
}

/** The floor per 1,000 impressions in the bid's own unit: ⌈floor · 10⁶ / p⌉, up to a whole step where the bid is per 1,000. */
export function floorOf(bid: Pick<Bid, 'ppb' | 'perThousand'>, floorMicros: Micros): Micros {
  const floor = ceilDiv(floorMicros * perThousandScore, bid.ppb) as Micros;
  return bid.perThousand ? stepUp(floor) : floor;
}

/** The lowest price that pays the floor and leaves the platform no worse off than without the ad (its quality, what it displaces). */
export function reserveOf(bid: Bid, floorMicros: Micros, displacedMicros: Micros): Micros {
  const even = bidForScore(bid, displacedMicros * billion);
  return largest(floorOf(bid, floorMicros), bid.perThousand ? stepUp(even) : even, 0n as Micros);
}

/** Prices per 1,000 go down to a whole step, so that one event costs whole micros. */
export function roundPrice(bid: Pick<Bid, 'perThousand'>, price: bigint): Micros {
  return (bid.perThousand && price > 0n ? price - (price % perThousandStep) : price) as Micros;
}

/** A price per 1,000, up to a whole step. */
export function stepUp(price: Micros): Micros {
  return (ceilDiv(price, perThousandStep) * perThousandStep) as Micros;
}

/** The largest of several amounts. */
export function largest(first: Micros, ...rest: Micros[]): Micros {
  return rest.reduce((most, each) => (each > most ? each : most), first);
}

/** ⌈a / b⌉ for b > 0, also for negative a. */
export function ceilDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b > 0n ? quotient + 1n : quotient;
}
