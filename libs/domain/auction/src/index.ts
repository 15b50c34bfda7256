export type { AuctionResult, BidOutcome, Winner } from './auction-result.ts';
export type { AuctionRules, PriceRule } from './auction-rules.ts';
export type { Bid } from './bid.ts';
export { listOf, noFillReasons, reasons, type NoFillReason, type ReasonList } from './no-fill-reason.ts';
export { runAuction } from './run-auction.ts';
export { scoreOf } from './score.ts';
