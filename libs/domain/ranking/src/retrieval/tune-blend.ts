import { addStandardised, scoreItems } from './score-items.ts';
import { ndcgOf, type InnerSplit } from './inner-split.ts';
import { rowOf } from './interaction-matrix.ts';
import type { RetrievalModel } from './model.ts';

const grid = [0, 0.25, 0.5, 1, 2];

/**
 * Weights of a sum of standardised scores, by coordinates: starts from 1 each and, part by part, twice round, takes what of 0 … 2 is best.
 * Another weight must be better by two standard errors of the paired difference over people: equal weights are hard to beat (Dawes 1979),
 * and chance alone finds better ones in a sample. Costs one scoring of every person by every model.
 */
export function tuneBlend(models: readonly RetrievalModel[], split: InnerSplit, k: number): { weights: number[]; ndcg: number } {
  const scores = split.people.length * models.length * split.train.columns;
  const people = split.people.subarray(0, Math.max(1, Math.floor((split.people.length * mostScores) / Math.max(mostScores, scores))));
  const standardised = models.map((model) => standardisedScores(model, { ...split, people }));
  const judge = (weights: readonly number[]): Float64Array => judgeWeights({ ...split, people }, standardised, { weights, k });
  let best = { weights: models.map(() => 1), each: judge(models.map(() => 1)) };
  for (let round = 0; round < 2; round += 1) {
    const before = best;
    for (let part = 0; part < models.length; part += 1) {
      for (const weight of grid) {
        const weights = best.weights.with(part, weight);
        if (weights.every((each) => each === 0) || weight === best.weights[part]) continue;
        const each = judge(weights);
        if (isClearlyBetter(each, best.each)) best = { weights, each };
      }
    }
    if (best === before) break;
  }
  return { weights: best.weights, ndcg: meanOf(best.each) };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Whether paired values are better by more than two standard errors. */
function isClearlyBetter(values: Float64Array, than: Float64Array): boolean {
  const differences = values.map((value, n) => value - (than[n] as number));
  const mean = meanOf(differences);
  const variance = meanOf(differences.map((difference) => (difference - mean) ** 2));
  return mean > 2 * Math.sqrt(variance / Math.max(1, values.length));
}

/** 160 MB of Float32. */
const mostScores = 40_000_000;

function standardisedScores(model: RetrievalModel, { train, people }: InnerSplit): Float32Array {
  const all = new Float32Array(people.length * train.columns);
  const [scores, sum] = [new Float64Array(train.columns), new Float64Array(train.columns)];
  people.forEach((user, index) => {
    const seen = rowOf(train, user);
    scoreItems(model, { items: seen }, scores);
    sum.fill(0);
    addStandardised(sum, scores, { weight: 1, seen });
    all.set(sum, index * train.columns);
  });
  return all;
}

function judgeWeights(
  split: InnerSplit,
  standardised: readonly Float32Array[],
  { weights, k }: { weights: readonly number[]; k: number },
): Float64Array {
  const items = split.train.columns;
  const scores = new Float64Array(items);
  return Float64Array.from(split.people, (user, index) => {
    scores.fill(0);
    standardised.forEach((all, part) => {
      const weight = weights[part] ?? 0;
      if (weight === 0) return;
      for (let j = 0, from = index * items; j < items; j += 1) scores[j] = (scores[j] as number) + weight * (all[from + j] as number);
    });
    return ndcgOf(split, { user, seen: rowOf(split.train, user), scores, k });
  });
}
