import { assert } from '@flywheel/primitives';
import type { AuctionResult, BidOutcome } from './auction-result.ts';
import type { AuctionRules } from './auction-rules.ts';
import type { Bid } from './bid.ts';
import { lossByPrice } from './auction-loss.ts';
import { minToWin } from './min-to-win.ts';
import { priceSlots } from './price-slots.ts';
import { bestOfEachSeat, rankBid, type RankedBid } from './rank-bids.ts';

/** What the bids are held against once the slots are given: who won, who holds the last slot, who came next. */
type Standing = { won: ReadonlySet<Bid>; seated: ReadonlySet<string>; last: RankedBid | undefined; next: RankedBid | undefined };

/**
 * Ranks the bids for 1 to 8 slots and prices the winners. Integers only; the order of `bids` never matters. One ad an advertiser, so
 * nobody prices himself. The result is the same for any part of the bids that holds all who reach its bar: who stands below has his
 * code from `lossOf`. A winner that can not be shown after all is left out and the auction held again.
 */
export function runAuction(bids: readonly Bid[], rules: AuctionRules): AuctionResult {
  const ranked = bids.map((bid) => rankBid(bid, rules));
  const field = bestOfEachSeat(ranked.filter((each) => each.refused === undefined));
  const winners = priceSlots(field, rules);
  const next = field[rules.slots];
  const standing: Standing = {
    won: new Set(winners.map((each) => each.bid)),
    seated: new Set(winners.map((each) => each.bid.seat)),
    last: field[rules.slots - 1],
    next,
  };
  return {
    winners,
    outcomes: ranked.map((each) => outcomeOf(each, standing)),
    setter: next && { bid: next.bid, score: next.score },
    bar: next?.score,
  };
}

function outcomeOf(each: RankedBid, standing: Standing): BidOutcome {
  const { bid, score } = each;
  const { won, seated, last, next } = standing;
  if (won.has(bid)) return { bid, score, code: 0, minToWinMicros: minToWin(each, next?.score) };
  const decisive = each.refused !== 1 && each.refused !== 585 && !seated.has(bid.seat);
  return { bid, score, code: codeOf(each, standing), minToWinMicros: decisive ? minToWin(each, last?.score) : undefined };
}

/** Its own refusal first, then the price, and last an own ad in a slot, which only matters to who reaches the bar. */
function codeOf({ bid, score, refused }: RankedBid, { seated, last, next }: Standing): BidOutcome['code'] {
  if (refused !== undefined) return refused;
  if (seated.has(bid.seat) && (next === undefined || score >= next.score)) return 602;
  assert(last !== undefined, 'who is let in stays without a slot only where all slots are taken');
  return lossByPrice(bid, score === last.score, last.bid);
}
