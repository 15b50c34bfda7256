import { keyedHash, type Micros } from '@flywheel/primitives';
import type { AuctionRules } from './auction-rules.ts';
import type { Bid } from './bid.ts';
import type { AuctionLoss } from './auction-loss.ts';
import { billion, floorOf, reserveOf, scoreOf } from './score.ts';

/** A bid with its score, the least it may pay, and, where it takes no part, why. */
export type RankedBid = { bid: Bid; score: bigint; reserveMicros: Micros; seed: string; refused: AuctionLoss | undefined };

const nothing = 0n as Micros;

/** Scores a bid and asks, in this order: has its event a chance (1), is it over zero (585), at the floor (100), of any value (604)? */
export function rankBid(bid: Bid, rules: AuctionRules): RankedBid {
  const score = scoreOf(bid);
  if (bid.ppb < 1n) return { bid, score, reserveMicros: nothing, seed: rules.seed, refused: 1 };
  const displaced = rules.displacedMicros ?? nothing;
  const reserveMicros = reserveOf(bid, rules.floorMicros, displaced);
  return { bid, score, reserveMicros, seed: rules.seed, refused: refusalOf(bid, rules.floorMicros, score - displaced * billion) };
}

/** The best bid of each advertiser, best first: those who rank for slots and set prices. Nobody is his own rival. */
export function bestOfEachSeat(admitted: readonly RankedBid[]): RankedBid[] {
  const best = new Map<string, RankedBid>();
  for (const each of admitted) {
    const own = best.get(each.bid.seat);
    if (own === undefined || compareRank(each, own) < 0) best.set(each.bid.seat, each);
  }
  return [...best.values()].sort(compareRank);
}

/** Higher score, then higher bid, then a draw keyed by the seed; never the order given. */
export function compareRank(a: RankedBid, b: RankedBid): number {
  if (a.score !== b.score) return a.score > b.score ? -1 : 1;
  if (a.bid.bidMicros !== b.bid.bidMicros) return a.bid.bidMicros > b.bid.bidMicros ? -1 : 1;
  return drawOf(a) < drawOf(b) ? -1 : 1;
}

function refusalOf(bid: Bid, floorMicros: Micros, gain: bigint): AuctionLoss | undefined {
  if (bid.bidMicros <= 0n) return 585;
  if (bid.bidMicros < floorOf(bid, floorMicros)) return 100;
  return gain > 0n ? undefined : 604;
}

/** Drawn only where two bids are equal in all else; the id follows so that no two draws are the same. */
function drawOf({ bid, seed }: RankedBid): string {
  return `${keyedHash(seed, bid.adId)}${bid.adId}`;
}
