import type { Micros } from '@flywheel/primitives';
import type { AuctionResult, BidOutcome } from './auction-result.ts';

/**
 * What OpenRTB's `AUCTION_MIN_TO_WIN` macro says of one outcome of an auction for one slot: the winner is told the runner-up, a loser the
 * price that cleared, in the unit of the winner. It is not what would have won: advertisers are shown `minToWinMicros` instead.
 */
export function clearingMinToWin({ code, minToWinMicros }: BidOutcome, { winners: [winner] }: AuctionResult): Micros | undefined {
  return code === 0 || minToWinMicros === undefined ? minToWinMicros : winner?.priceMicros;
}
