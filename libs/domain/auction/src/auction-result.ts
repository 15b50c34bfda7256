import type { Micros } from '@flywheel/primitives';
import type { Bid } from './bid.ts';
import type { AuctionLoss } from './auction-loss.ts';

/** A slot that was won. */
export type Winner = {
  /** 0 is the best slot. */
  slot: number;
  bid: Bid;
  score: bigint;
  /** Per 1,000 or per event, as the bid. */
  priceMicros: Micros;
  /** The next in rank of another advertiser, where there is one: whom the second-price rules look at. */
  setter?: Bid;
};

/**
 * How one bid fared. `minToWinMicros`: for a loser the bid that ties the last slot's winner, for a winner the bid that ties the best one
 * left without a slot, or the floor; in the bid's own unit. Undefined where the bid was not admitted or its price did not decide.
 */
export type BidOutcome = { bid: Bid; code: 0 | AuctionLoss; score: bigint; minToWinMicros: Micros | undefined };

/** Who holds which slot, at what price, and how every bid fared. */
export type AuctionResult = {
  /** Best slot first; fewer than there are slots where too few advertisers reach the floor. */
  winners: Winner[];
  /** One outcome a bid, in the order given. */
  outcomes: BidOutcome[];
  /** The best bid left without a slot: it sets the last slot's price. Undefined where all slots are not enough of a contest. */
  setter: { bid: Bid; score: bigint } | undefined;
  /** The setter's score. Whoever scores less has lost by price alone; undefined where every admitted bid had to be looked at. */
  bar: bigint | undefined;
};
