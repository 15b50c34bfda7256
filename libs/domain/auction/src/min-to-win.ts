import type { Micros } from '@flywheel/primitives';
import type { RankedBid } from './rank-bids.ts';
import { bidForScore, largest, stepUp } from './score.ts';

/** The least that ties `rivalScore` (none: nobody is to be beaten) and pays the reserve, in the bid's unit; a whole step per 1,000. */
export function minToWin({ bid, reserveMicros }: RankedBid, rivalScore: bigint | undefined): Micros {
  if (rivalScore === undefined) return reserveMicros;
  const tie = largest(bidForScore(bid, rivalScore), reserveMicros);
  return bid.perThousand ? stepUp(tie) : tie;
}
