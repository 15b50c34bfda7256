/** A score and whether it was right. */
export type JudgedScore = { readonly score: number; readonly right: boolean };

/** From which score on to believe, and what believing was worth on the judged ones: shares 0…1. */
export type PrecisionThreshold = {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly caught: number;
};

/**
 * The lowest threshold (a score at or above it is believed) at which believing is right at least `least` of the time: the lower end of the
 * one-sided 90 % interval of the share of right ones (Wilson 1927) has to reach it, so that a few lucky scores do not decide. It lies
 * midway to the next lower score; undefined where no threshold is good enough.
 */
export function thresholdForPrecision(judged: readonly JudgedScore[], least: number): PrecisionThreshold | undefined {
  const sorted = [...judged].sort((a, b) => b.score - a.score);
  const right = judged.reduce((sum, each) => sum + Number(each.right), 0);
  let best: PrecisionThreshold | undefined;
  let hits = 0;
  sorted.forEach((each, at) => {
    hits += Number(each.right);
    const next = sorted[at + 1]?.score;
    if (next === each.score || wilsonLower(hits, at + 1) < least) return;
    const threshold = next === undefined ? each.score : (each.score + next) / 2;
    best = { threshold, precision: hits / (at + 1), recall: hits / right, caught: at + 1 };
  });
  return best;
}

/** Of the one-sided 90 % interval of a share: z = Φ⁻¹(.9). */
const z = 1.2815515655446004;

function wilsonLower(hits: number, of: number): number {
  const share = hits / of;
  const middle = share + (z * z) / (2 * of);
  return (middle - z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
}
