export type { AuctionResult, Bid, BidOutcome, PriceRule, Slot } from './bid.ts';
export { noFillReasons, type NoFillReason } from './no-fill-reason.ts';
export { runAuction } from './run-auction.ts';
export { scoreOf } from './score.ts';
