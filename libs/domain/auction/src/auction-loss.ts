import type { Bid } from './bid.ts';

/** Why a bid that took part got no slot, as the auction alone can say it. */
export type AuctionLoss = 1 | 100 | 102 | 585 | 600 | 601 | 602 | 604;

/** The code of an admitted bid against the last slot's winner: a tie (601), a bid not lower (600), or a lower one (102). */
export function lossByPrice(
  bid: Pick<Bid, 'bidMicros' | 'perThousand'>,
  tied: boolean,
  last: Pick<Bid, 'bidMicros' | 'perThousand'>,
): 102 | 600 | 601 {
  if (tied) return 601;
  return bid.perThousand === last.perThousand && bid.bidMicros >= last.bidMicros ? 600 : 102;
}
