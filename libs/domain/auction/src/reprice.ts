import type { Micros } from '@flywheel/primitives';
import type { AuctionResult } from './auction-result.ts';
import type { AuctionRules } from './auction-rules.ts';
import type { Bid } from './bid.ts';
import { runAuction } from './run-auction.ts';
import { roundPrice } from './score.ts';

/** What is asked to be otherwise: bids by ad id (in their own unit, per 1,000 down to a whole step), the floor, the rule. */
export type Overrides = { bids?: ReadonlyMap<string, Micros>; floorMicros?: Micros; rule?: AuctionRules['rule'] };

/** How an ad fared: its slot and price where it won, its code in any case. */
export type Standing = { code: number; slot?: number; priceMicros?: Micros };

/** An ad that fared otherwise. */
export type Change = { adId: string; before: Standing; after: Standing };

/** The auction as it was and as it would have been, with every ad whose code, slot or price differs. */
export type Repriced = { before: AuctionResult; after: AuctionResult; changes: Change[] };

/**
 * Holds the same auction again with other bids, another floor or another rule: rivals, chances, seed and slots stay as they were. Without
 * overrides nothing changes. `bids` must hold every ad that could reach a slot under the overrides, not only the finalists of the past.
 */
export function reprice(bids: readonly Bid[], rules: AuctionRules, { bids: asked, floorMicros, rule }: Overrides): Repriced {
  const before = runAuction(bids, rules);
  const others = bids.map((bid) => rebid(bid, asked?.get(bid.adId)));
  const after = runAuction(others, { ...rules, floorMicros: floorMicros ?? rules.floorMicros, rule: rule ?? rules.rule });
  return { before, after, changes: changesBetween(standingsOf(before), standingsOf(after)) };
}

function rebid(bid: Bid, asked: Micros | undefined): Bid {
  return asked === undefined ? bid : { ...bid, bidMicros: roundPrice(bid, asked) };
}

function standingsOf({ winners, outcomes }: AuctionResult): Map<string, Standing> {
  const won = new Map(winners.map((each) => [each.bid.adId, each]));
  return new Map(
    outcomes.map(({ bid, code }) => {
      const slot = won.get(bid.adId);
      return [bid.adId, slot ? { code, slot: slot.slot, priceMicros: slot.priceMicros } : { code }];
    }),
  );
}

function changesBetween(before: ReadonlyMap<string, Standing>, after: ReadonlyMap<string, Standing>): Change[] {
  const changes: Change[] = [];
  for (const [adId, was] of before) {
    const is = after.get(adId);
    if (is && (is.code !== was.code || is.slot !== was.slot || is.priceMicros !== was.priceMicros))
      changes.push({ adId, before: was, after: is });
  }
  return changes;
}
