import type { PersonScores } from './train-lookalike.ts';

/**
 * Where people stand among `others` by both models: the mean of the shares of others they surpass (equal ones count half), from 0 to 1.
 * The average of ranks is what Pinterest found best at every size of a seed (deWet & Ou 2019, "Finding Users Who Act Alike").
 */
export function standingsOf(people: readonly PersonScores[], others: readonly PersonScores[]): number[] {
  const byCentroid = risen(others.map(({ centroid }) => centroid));
  const byLogit = risen(others.map(({ logit }) => logit));
  return people.map(({ centroid, logit }) => (surpassed(byCentroid, centroid) + surpassed(byLogit, logit)) / 2);
}

/** From the lowest to the highest. */
export function risen(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/** The share of `sorted` below a value, equal ones counted half; ½ of nobody. */
export function surpassed(sorted: Float64Array, value: number): number {
  if (sorted.length === 0) return 0.5;
  return (firstFrom(sorted, (each) => each >= value) + firstFrom(sorted, (each) => each > value)) / (2 * sorted.length);
}

function firstFrom(sorted: Float64Array, holds: (each: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
