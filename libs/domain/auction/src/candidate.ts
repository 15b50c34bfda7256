import { billion, perThousandScore } from './score.ts';

/**
 * A bid in doubles, as the way to the auction holds it: bid and quality in micros, each field a safe integer. One object may be used
 * again and again.
 */
export type Candidate = { bid: number; perThousand: boolean; ppb: number; quality: number };

/** What a bid must reach, in micros: the floor per 1,000 impressions, and the worth of the post pushed away, per impression. */
export type Entry = { floor: number; displaced: number };

// Nearer than this, two doubles of one product each may stand the wrong way round.
const near = 1e-14;

/** The first of 1, 585, 100, 604 that keeps the bid out, else 0; exactly what the auction itself would say. */
export function refusalInNumbers({ bid, ppb, quality, perThousand }: Candidate, { floor, displaced }: Entry): 0 | 1 | 585 | 100 | 604 {
  if (ppb < 1) return 1;
  if (bid <= 0) return 585;
  const whole = perThousand ? bid - (bid % 1000) : bid;
  if (isLess({ bid: whole, ppb, quality: 0 }, floor * 1e6, () => BigInt(floor) * perThousandScore)) return 100;
  return isLess({ bid, ppb, quality: quality - displaced }, 1, () => 1n) ? 604 : 0;
}

type Score = Pick<Candidate, 'bid' | 'ppb' | 'quality'>;

/** Whether bid · ppb + quality · 10⁹ < least: in doubles where they are sure, in integers where they are not. */
function isLess({ bid, ppb, quality }: Score, least: number, exactly: () => bigint): boolean {
  const paid = bid * ppb;
  const other = quality * 1e9;
  const distance = paid + other - least;
  if (Math.abs(distance) > near * (paid + Math.abs(other) + least)) return distance < 0;
  return BigInt(bid) * BigInt(ppb) + BigInt(quality) * billion < exactly();
}
