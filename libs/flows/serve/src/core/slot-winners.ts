import type { AuctionResult, Bid, NoFillReason } from '@flywheel/auction';
import type { Micros } from '@flywheel/primitives';
import type { AdCard } from '../ads/ad-card.ts';
import type { Asked } from './finalists.ts';
import type { SlotTask, SlotWinner } from './slot-task.ts';

/** A winner that could not be placed after all. */
export type Failed = { winner: SlotWinner; code: NoFillReason };

/** Who would hold a slot beside the next one to be asked; the price setter holds none and stands beside nobody. */
export function aheadOf(standing: readonly Asked[], { rules }: SlotTask): AdCard[] {
  return standing.length < rules.slots ? standing.map((each) => each.card) : [];
}

/** The ad as it takes part in the auction. */
export function bidOf({ card, seat, bid, ppb, quality }: Asked): Bid {
  return {
    adId: String(card.adNo),
    seat: String(seat),
    bidMicros: BigInt(bid) as Micros,
    perThousand: card.perThousand,
    ppb: BigInt(ppb),
    qualityMicros: BigInt(quality) as Micros,
  };
}

/** Prices per 1,000 are whole thousands of micros, so one event costs whole micros. */
export function winnersOf(result: AuctionResult, standing: readonly Asked[], task: SlotTask): SlotWinner[] {
  return result.winners.map(({ slot, bid, priceMicros }) => {
    const asked = standing[result.outcomes.findIndex((each) => each.bid === bid)] as Asked;
    return {
      slot,
      n: task.taken + slot + 1,
      card: asked.card,
      seat: asked.seat,
      bidMicros: bid.bidMicros,
      priceMicros: (bid.perThousand ? priceMicros / 1000n : priceMicros) as Micros,
      chancePpb: asked.chance,
    };
  });
}

/** Reserves for all winners or, unless `keep`, for none; answers those that failed with the reason. */
export function reserveAll(
  winners: readonly SlotWinner[],
  { state }: SlotTask,
  { round, keep }: { round: number; keep: boolean },
): Failed[] {
  const failed: Failed[] = [];
  const done: SlotWinner[] = [];
  for (const winner of winners) {
    const code = state.reserve(winner, round);
    if (code === 0) done.push(winner);
    else failed.push({ winner, code });
  }
  if (failed.length > 0 && !keep) for (const winner of done) state.cancel(winner);
  return failed;
}
