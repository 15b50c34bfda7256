import { lossReasons } from './reasons/loss.ts';
import { noBidReasons } from './reasons/no-bid.ts';
import { ownReasons } from './reasons/own.ts';
import { seatNonBidReasons } from './reasons/seat-non-bid.ts';

/**
 * Every reason there is, by list and code: the three lists of OpenRTB 2.6 and our own. A code means something else in each list: 100 is
 * a floor among losses and a failure among seats.
 */
export const reasons = { 'no-bid': noBidReasons, loss: lossReasons, 'seat-non-bid': seatNonBidReasons, own: ownReasons } as const;

/** Which list a code belongs to. */
export type ReasonList = keyof typeof reasons;

/**
 * Why an ad or a slot of ours stayed without the other: losses and our own reasons, whose codes never meet, so that the code alone names
 * its list (`listOf`). In words that an advertiser reads; 0 is the winner.
 */
export const noFillReasons = { ...lossReasons, ...ownReasons } as const;

/** One code of losses or of our own. */
export type NoFillReason = keyof typeof noFillReasons;

const firstOwn = 500;

/** The list of a loss or of our own reasons: ours begin at 500. */
export function listOf(code: NoFillReason): 'loss' | 'own' {
  return code < firstOwn ? 'loss' : 'own';
}
