import { assert } from '@flywheel/primitives';

/** The sequence is narrowest, against the fixed interval, near this many units. */
const tunedForUnits = 5000;

/**
 * How many standard errors wide each half of the asymptotic confidence sequence is after `units` units: it covers the truth at all times at
 * once with 1 − `alpha`, so that looking often costs nothing (Waudby-Smith et al., arXiv 2103.06476, theorem 2.2, tuned for 5,000 units):
 * √(2(nρ²+1)·ln(√(nρ²+1)/α)/(nρ²)), ρ = √((−2 ln α + ln(−2 ln α + 1))/5000).
 */
export function sequentialErrors(units: number, alpha: number): number {
  assert(units > 0 && alpha > 0 && alpha < 1, 'a sequence is of some units, at a level between 0 and 1');
  const spread = -2 * Math.log(alpha);
  const grown = units * ((spread + Math.log(spread + 1)) / tunedForUnits);
  return Math.sqrt((2 * (grown + 1) * Math.log(Math.sqrt(grown + 1) / alpha)) / grown);
}
