import type { Micros } from '@flywheel/primitives';
import type { NoFillReason } from './no-fill-reason.ts';

/** How a placement prices its slot: the winner's own bid, or what the next one would have needed. */
export type PriceRule = 'first' | 'second';

/** An ad that was admitted, with all that ranks and prices it. */
export type Bid = {
  adId: string;
  /** The advertiser: one ad of each takes part in the end. */
  seat: string;
  /** What it pays at most per 1,000 events (a multiple of 1,000 micros) or per event. */
  bidMicros: Micros;
  perThousand: boolean;
  /**
   * Parts per billion by which the bid becomes a value per 10⁹ impressions: CPM 10⁶; vCPM P(viewable)/1,000; per click P(click).
   * Over 0.
   */
  ppb: bigint;
  /** λ·quality − κ·P(hide) in micros an impression; may be negative, 0 where neither is known. */
  qualityMicros: Micros;
};

/** The rules of one slot. Floor and increment are per 1,000 impressions. */
export type Slot = { rule: PriceRule; floorMicros: Micros; incrementMicros: Micros; seed: string };

/** How one bid fared. `minToWinMicros`: the bid that ties the winner, or for the winner the runner-up or floor, in the bid's own unit. */
export type BidOutcome = { bid: Bid; code: NoFillReason; score: bigint; minToWinMicros: Micros };

export type AuctionResult = {
  winner: { bid: Bid; score: bigint; /** Per 1,000 or per event, as the bid. */ priceMicros: Micros } | undefined;
  /** One outcome a bid, in the order given. */
  outcomes: BidOutcome[];
};
