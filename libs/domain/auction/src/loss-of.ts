import type { AuctionLoss } from './auction-loss.ts';
import type { AuctionResult } from './auction-result.ts';
import type { AuctionRules } from './auction-rules.ts';
import { refusalInNumbers, type Candidate, type Entry } from './candidate.ts';

/** What every ad below the bar is held against, in plain numbers: made once an auction by `losingTo`. */
export type Losing = Entry & { bar: number; lastBid: number; lastPerThousand: boolean };

// Doubles carry 2⁻⁵³; a score is one product and one sum away from its parts.
const slack = 1e-12;

/** Undefined where slots stayed free or were just enough: then every admitted ad belongs into the auction. */
export function losingTo({ bar, setter, winners }: AuctionResult, { floorMicros, displacedMicros }: AuctionRules): Losing | undefined {
  const last = winners.at(-1)?.bid;
  if (bar === undefined || setter === undefined || last === undefined) return undefined;
  return {
    floor: Number(floorMicros),
    displaced: Number(displacedMicros ?? 0n),
    bar: Number(bar),
    lastBid: Number(last.bidMicros),
    lastPerThousand: last.perThousand,
  };
}

/** Whether an ad's score lies under the bar beyond any rounding of doubles: only such an ad may be left out of the auction. */
export function isBelow({ bid, ppb, quality }: Candidate, { bar }: Pick<Losing, 'bar'>): boolean {
  const paid = bid * ppb;
  const other = quality * 1e9;
  return bar - (paid + other) > slack * (paid + Math.abs(other) + bar);
}

/** The code of an ad that `isBelow` the bar, the same as if it had taken part: in doubles, with exact arithmetic only where they tie. */
export function lossOf(candidate: Candidate, losing: Losing): AuctionLoss {
  const refused = refusalInNumbers(candidate, losing);
  if (refused !== 0) return refused;
  return candidate.perThousand === losing.lastPerThousand && candidate.bid >= losing.lastBid ? 600 : 102;
}
