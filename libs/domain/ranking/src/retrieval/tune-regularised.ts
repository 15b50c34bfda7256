import { seededRandom } from '@flywheel/primitives';
import { fitEase, type EaseParams } from './ease.ts';
import { fitIals, type IalsParams } from './ials.ts';
import { judgeModel, type InnerSplit } from './inner-split.ts';

const easeGrid = [30, 100, 300, 1000, 3000];
const tuningItems = 500;
const alphaGrid = [0.1, 0.3, 1];
const regularisationGrid = [0.003, 0.01, 0.03];

/**
 * Chooses λ of EASE on the hottest 500 items, where it costs a hundredth: coarse by factors of about 3 on one split, then by factors of 2
 * around the peak as the mean over all splits. Judged twice as deep as asked: the top 10 of a few hundred people are mostly noise.
 */
export function tuneEase(splits: readonly InnerSplit[], { k, mostItems }: { k: number; mostItems: number }): EaseParams {
  const fewItems = Math.min(mostItems, tuningItems);
  const judgeOn = (some: readonly InnerSplit[], lambda: number): number =>
    some.reduce((sum, split) => sum + judgeModel(fitEase(split.train, { lambda, mostItems: fewItems }), split, { k: 2 * k }), 0);
  const coarse = peak(easeGrid, (lambda) => judgeOn(splits.slice(0, 1), lambda));
  const lambda = peak([coarse / 2, coarse, coarse * 2], (each) => judgeOn(splits, each));
  return { lambda: rounded(lambda), mostItems };
}

/** Chooses α, then the regularisation, of iALS with half the dimensions and rounds; those two are given. */
export function tuneIals(split: InnerSplit, options: { k: number; dimensions: number; rounds: number; seed: string }): IalsParams {
  const { k, dimensions, rounds } = options;
  const rough = { dimensions: Math.max(4, dimensions / 2), rounds: Math.ceil(rounds / 2) };
  const judge = (alpha: number, regularisation: number): number => {
    const model = fitIals(split.train, { ...rough, alpha, regularisation }, seededRandom(options.seed));
    return judgeModel(model, split, { k: 2 * k });
  };
  const alpha = peak(alphaGrid, (each) => judge(each, 0.01));
  const regularisation = peak(regularisationGrid, (each) => judge(alpha, each));
  return { dimensions, rounds, alpha: rounded(alpha), regularisation: rounded(regularisation) };
}

/**
 * Where a smooth function of a positive number with one peak is greatest: the top of the parabola in ln x through the best of an ascending
 * grid and its two neighbours; the best itself at an end of the grid. Walks uphill from the middle: what lies behind a fall is not asked;
 * of equals the smaller.
 */
export function peak(grid: readonly number[], judge: (x: number) => number): number {
  const values: number[] = [];
  const valueAt = (n: number): number => (values[n] ??= n in grid ? judge(grid[n] as number) : -Infinity);
  let best = grid.length >> 1;
  for (let better = best; ; best = better) {
    if (valueAt(best - 1) >= valueAt(best)) better = best - 1;
    if (valueAt(best + 1) > valueAt(better)) better = best + 1;
    if (better === best) break;
  }
  const [left, middle, right] = [best - 1, best, best + 1].map((n) => ({ x: Math.log(grid[n] ?? Number.NaN), y: values[n] ?? Number.NaN }));
  if (!left || !middle || !right) return grid[best] ?? 1;
  const [toLeft, toRight] = [middle.x - left.x, middle.x - right.x];
  const [fallLeft, fallRight] = [middle.y - left.y, middle.y - right.y];
  const bend = toLeft * fallRight - toRight * fallLeft;
  if (!Number.isFinite(bend) || bend === 0) return grid[best] ?? 1;
  return Math.exp(middle.x - (0.5 * (toLeft ** 2 * fallRight - toRight ** 2 * fallLeft)) / bend);
}

/** Three digits say enough of a parameter. */
const rounded = (value: number): number => Number(value.toPrecision(3));
