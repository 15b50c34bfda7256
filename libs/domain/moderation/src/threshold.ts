import { assert } from '@flywheel/primitives';

/** A score and the truth. */
export type Scored = { readonly score: number; readonly positive: boolean };

/**
 * The lowest threshold (a text is caught at or above it) that is expected to catch at most `maxFalsePositives` (0…1) of good texts that
 * are not among these, and that is no lower than where the most texts are judged right: midway between the scores around it. k of n good
 * ones may be caught where (k + 1) / (n + 1) is within the limit (conformal risk control, Angelopoulos et al. 2022); where n is too small
 * for that, one where its share of these is within it: then the limit is kept on these texts only.
 */
export function thresholdFor(scored: readonly Scored[], maxFalsePositives: number): number {
  assert(maxFalsePositives >= 0 && maxFalsePositives <= 1, 'a share is between 0 and 1');
  const sorted = [...scored].sort((a, b) => b.score - a.score);
  const good = scored.filter(({ positive }) => !positive).length;
  const allowed = Math.max(Math.min(1, Math.floor(maxFalsePositives * good)), Math.floor(maxFalsePositives * (good + 1)) - 1);
  let best = { right: 0, threshold: 1 };
  let [caught, harmed] = [0, 0];
  for (let at = 0; at < sorted.length; at += 1) {
    const { score, positive } = sorted[at] as Scored;
    if (positive) caught += 1;
    else harmed += 1;
    if (harmed > allowed) break;
    const next = sorted[at + 1]?.score ?? 0;
    if (next < score && caught - harmed > best.right) best = { right: caught - harmed, threshold: (score + next) / 2 };
  }
  return best.threshold;
}
