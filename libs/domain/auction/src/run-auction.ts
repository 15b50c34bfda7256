import { assert, keyedHash, type Micros } from '@flywheel/primitives';
import type { AuctionResult, Bid, BidOutcome, Slot } from './bid.ts';
import type { NoFillReason } from './no-fill-reason.ts';
import { bidForScore, reserveOf, roundPrice, scoreOf } from './score.ts';

type Ranked = { bid: Bid; score: bigint; reserve: Micros; seed: string };

/**
 * Ranks the admitted bids for one slot and prices the winner. Integers only; the order of `bids` never matters: ties go to the
 * higher bid, then to a draw keyed by the slot's seed. Below the floor: 100. One ad an advertiser (602), so nobody prices himself.
 */
export function runAuction(bids: readonly Bid[], slot: Slot): AuctionResult {
  const ranked = bids.map((bid) => rank(bid, slot));
  const codes = new Map<Ranked, NoFillReason>();
  const field = bestOfEachSeat(
    ranked.filter((each) => admit(each, codes)),
    codes,
  ).sort(better);
  const [first, second] = field;
  for (const each of field) codes.set(each, first === undefined || each === first ? 0 : lossOf(each, first));
  return {
    winner: first && { bid: first.bid, score: first.score, priceMicros: priceOf(first, second, slot) },
    outcomes: ranked.map((each) => outcomeOf(each, codes.get(each), first, second)),
  };
}

/** What the winner pays, in his bid's unit: never above his bid, never below the floor. */
function priceOf(winner: Ranked, next: Ranked | undefined, slot: Slot): Micros {
  const { bid, reserve } = winner;
  if (slot.rule === 'first') return roundPrice(bid, bid.bidMicros) as Micros;
  const needed = next ? bidForScore(bid, next.score + slot.incrementMicros * 1_000_000n) : reserve;
  const price = largest(reserve, roundPrice(bid, needed));
  return price < bid.bidMicros ? price : (roundPrice(bid, bid.bidMicros) as Micros);
}

function rank(bid: Bid, slot: Slot): Ranked {
  assert(bid.ppb > 0n, 'a bid without a chance of its event does not take part');
  return { bid, score: scoreOf(bid), reserve: reserveOf(bid, slot.floorMicros), seed: slot.seed };
}

function admit(each: Ranked, codes: Map<Ranked, NoFillReason>): boolean {
  if (each.bid.bidMicros >= each.reserve && each.bid.bidMicros > 0n && each.score > 0n) return true;
  codes.set(each, 100);
  return false;
}

function bestOfEachSeat(ranked: Ranked[], codes: Map<Ranked, NoFillReason>): Ranked[] {
  const best = new Map<string, Ranked>();
  for (const each of ranked) {
    const rival = best.get(each.bid.seat);
    if (rival === undefined || better(each, rival) < 0) best.set(each.bid.seat, each);
  }
  for (const each of ranked) if (best.get(each.bid.seat) !== each) codes.set(each, 602);
  return [...best.values()];
}

function better(a: Ranked, b: Ranked): number {
  if (a.score !== b.score) return a.score > b.score ? -1 : 1;
  if (a.bid.bidMicros !== b.bid.bidMicros) return a.bid.bidMicros > b.bid.bidMicros ? -1 : 1;
  return drawOf(a) < drawOf(b) ? -1 : 1;
}

/** Drawn only where two bids are equal in all else; the id follows so that no two draws are the same. */
function drawOf({ bid, seed }: Ranked): string {
  return `${keyedHash(seed, bid.adId)}${bid.adId}`;
}

function lossOf(loser: Ranked, winner: Ranked): NoFillReason {
  if (loser.score === winner.score) return 601;
  const sameUnit = loser.bid.perThousand === winner.bid.perThousand;
  return sameUnit && loser.bid.bidMicros >= winner.bid.bidMicros ? 600 : 102;
}

function outcomeOf(each: Ranked, code: NoFillReason | undefined, first: Ranked | undefined, second: Ranked | undefined): BidOutcome {
  assert(code !== undefined, 'every bid has an outcome');
  const rival = each === first ? second : first;
  const tie = rival ? bidForScore(each.bid, rival.score) : each.reserve;
  return { bid: each.bid, code, score: each.score, minToWinMicros: largest(tie, each.reserve) };
}

function largest(a: bigint, b: bigint): Micros {
  return (a > b ? a : b) as Micros;
}
