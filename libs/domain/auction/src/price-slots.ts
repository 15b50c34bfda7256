import type { Micros } from '@flywheel/primitives';
import { positionsOf, type AuctionRules } from './auction-rules.ts';
import type { Winner } from './auction-result.ts';
import type { RankedBid } from './rank-bids.ts';
import { billion, ceilDiv, largest, perThousandScore, roundPrice } from './score.ts';

/** The first `slots` of `field` (best first, one an advertiser) with what each pays: never above the bid, never below its reserve. */
export function priceSlots(field: readonly RankedBid[], rules: AuctionRules): Winner[] {
  const positions = positionsOf(rules);
  return field.slice(0, rules.slots).map((winner, slot) => {
    const setter = field[slot + 1];
    const { bid, score } = winner;
    const priceMicros = priceOf(winner, { field, slot, positions }, rules);
    return { slot, bid, score, priceMicros, ...(setter && { setter: setter.bid }) };
  });
}

/** `positions`: the worth of every slot; the winner stands in `slot`, who ranks under it follows it in `field`. */
function priceOf(
  winner: RankedBid,
  { field, slot, positions }: { field: readonly RankedBid[]; slot: number; positions: readonly bigint[] },
  { rule, incrementMicros }: AuctionRules,
): Micros {
  const { bid, reserveMicros } = winner;
  const most = roundPrice(bid, bid.bidMicros);
  if (rule === 'first') return most;
  const increment = rule === 'second' ? incrementMicros * perThousandScore : 0n;
  const value =
    rule === 'vcg' ? externality(winner, field.slice(slot + 1), positions.slice(slot)) : needed(winner, field[slot + 1], increment);
  const price = largest(reserveMicros, roundPrice(bid, value));
  return price < most ? price : most;
}

/** The bid that reaches the next one's score and the increment; without a next one, nothing but the reserve is needed. */
function needed({ bid, reserveMicros }: RankedBid, next: RankedBid | undefined, increment: bigint): bigint {
  return next ? ceilDiv(next.score + increment - bid.qualityMicros * billion, bid.ppb) : reserveMicros;
}

/**
 * What the others would gain without the winner, per exposure of its slot i: (1/αᵢ) · Σ_{j>i} (α_{j−1} − α_j) · max(rᵢ, score_j − qᵢ),
 * with α = 0 after the last slot and nobody worth −∞ (Vickrey–Clarke–Groves for separable positions; the reserve inside the sum is what
 * keeps the truth the best bid). In the bid's unit, rounded up.
 */
function externality({ bid, reserveMicros }: RankedBid, below: readonly RankedBid[], positions: readonly bigint[]): bigint {
  const reserve = reserveMicros * bid.ppb;
  const quality = bid.qualityMicros * billion;
  let sum = 0n;
  for (const [step, position] of positions.entries()) {
    const rival = below[step];
    const value = rival === undefined || rival.score - quality < reserve ? reserve : rival.score - quality;
    sum += (position - (positions[step + 1] ?? 0n)) * value;
  }
  const own = positions[0] ?? 1n;
  return ceilDiv(sum, own * bid.ppb);
}
