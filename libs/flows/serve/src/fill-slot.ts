import { runAuction, type AuctionResult, type Bid, type BidOutcome, type NoFillReason } from '@flywheel/auction';
import type { PlacementRecord, VisitedAd } from '@flywheel/database/decisions';
import type { PlacementRow } from '@flywheel/database/serving';
import { micros, type Micros } from '@flywheel/primitives';
import type { Facts } from '@flywheel/targeting';
import { gateAd, type Gate } from './gate.ts';
import type { ServingAd } from './serving-ad.ts';
import type { Snapshot } from './snapshot.ts';

/** The ad that takes a slot and what one of its billing events will cost. */
export type SlotWinner = { ad: ServingAd; priceMicros: Micros };

/** A slot after match, gates and auction. */
export type FilledSlot = { winner: SlotWinner | undefined; code: NoFillReason; visited: VisitedAd[]; unmatched: number };

const mostVisited = 256;

/** Match, gate, rank and price for one slot. Reserves nothing: the caller does that with the winner. */
export function fillSlot(snapshot: Snapshot, facts: Facts, gate: Gate, rules: PlacementRow, seed: string): FilledSlot {
  const matched = snapshot.index.matching(facts).slice(0, mostVisited);
  const byId = new Map<string, ServingAd>();
  const bids: Bid[] = [];
  const visited: VisitedAd[] = [];
  for (const ad of matched) {
    const code = gateAd(ad, gate);
    if (code !== 0) visited.push([ad.ad, code, null, String(ad.bidMicros), String(ad.ppb), null]);
    else {
      byId.set(ad.ad, ad);
      bids.push(bidOf(ad));
    }
  }
  const { rule, positionPpm, floorMicros, incrementMicros } = rules;
  const result = runAuction(bids, { rule, slots: 1, positionPpm, floorMicros, incrementMicros, seed });
  for (const outcome of result.outcomes) visited.push(visitedOf(outcome));
  const winner = winnerOf(result, byId);
  return { winner, code: winner ? 0 : emptyReason(visited), visited, unmatched: snapshot.ads.length - matched.length };
}

/** The record of a slot; the caller adds the impression of a filled one. */
export function slotRecord(placement: { id: string; format: string }, rules: PlacementRow, slot: FilledSlot): PlacementRecord {
  return {
    placement: placement.id,
    format: placement.format,
    outcome: slot.winner ? 'filled' : 'empty',
    code: slot.code,
    rule: rules.rule,
    floorMicros: String(rules.floorMicros),
    ...(slot.winner && { winner: slot.winner.ad.ad, priceMicros: String(slot.winner.priceMicros) }),
    visited: slot.visited,
    unmatched: slot.unmatched,
  };
}

function bidOf(ad: ServingAd): Bid {
  return { adId: ad.ad, seat: ad.account, bidMicros: ad.bidMicros, perThousand: ad.perThousand, ppb: ad.ppb, qualityMicros: micros(0n) };
}

function visitedOf({ bid, code, score, minToWinMicros }: BidOutcome): VisitedAd {
  return [
    bid.adId as ServingAd['ad'],
    code,
    String(score),
    String(bid.bidMicros),
    String(bid.ppb),
    minToWinMicros === undefined ? null : String(minToWinMicros),
  ];
}

/** Prices per 1,000 are whole thousands of micros, so one event costs whole micros. */
function winnerOf({ winners: [winner] }: AuctionResult, byId: ReadonlyMap<string, ServingAd>): SlotWinner | undefined {
  const ad = winner && byId.get(winner.bid.adId);
  return ad && { ad, priceMicros: micros(ad.perThousand ? winner.priceMicros / 1000n : winner.priceMicros) };
}

/** The reason of the ad that came furthest down the pipeline; 540 when none matched. */
function emptyReason(visited: readonly VisitedAd[]): NoFillReason {
  const order = [540, 546, 543, 520, 521, 522, 582, 201, 202, 204, 603, 567, 561, 562, 585, 584, 581, 580, 100];
  const furthest = visited.reduce((best, [, code]) => Math.max(best, order.indexOf(code)), 0);
  return order[furthest] as NoFillReason;
}
