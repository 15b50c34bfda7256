import type { Micros } from '@flywheel/primitives';
import type { Bid } from './bid.ts';

const billion = 1_000_000_000n;
const perThousandStep = 1000n;

/** Total value of showing the ad once, in micros · 10⁹: bid · p + quality · 10⁹. */
export function scoreOf(bid: Bid): bigint {
  return bid.bidMicros * bid.ppb + bid.qualityMicros * billion;
}

/** The lowest bid, in the bid's own unit, that reaches `score`: rounded up. */
export function bidForScore(bid: Bid, score: bigint): Micros {
  return ceilDiv(score - bid.qualityMicros * billion, bid.ppb) as Micros;
}

/** The floor per 1,000 impressions in the bid's own unit: rounded up, to a whole step where the bid is per 1,000. */
export function reserveOf(bid: Bid, floorMicros: Micros): Micros {
  const reserve = ceilDiv(floorMicros * 1_000_000n, bid.ppb);
  return (bid.perThousand ? ceilDiv(reserve, perThousandStep) * perThousandStep : reserve) as Micros;
}

/** Prices per 1,000 go down to a whole step, so that one event costs whole micros. */
export function roundPrice(bid: Bid, price: bigint): bigint {
  return bid.perThousand && price > 0n ? price - (price % perThousandStep) : price;
}

/** ⌈a / b⌉ for b > 0, also for negative a. */
function ceilDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b > 0n ? quotient + 1n : quotient;
}
