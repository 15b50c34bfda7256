import { numpyUniforms } from './numpy-uniforms.ts';
import type { RankingRows } from './ranking-rows.ts';

export type SplitOptions = { readonly by: 'user' | 'item' | 'global'; readonly ratio: number; readonly seed: number };

/** Which rows are learnt from, true, and which are tested on. */
export type TrainMask = Uint8Array;

/**
 * A random split as recommenders-team makes it: one uniform of numpy per row in file order; in each group, in their order, the first
 * round-half-even(ratio · n) rows are train.
 */
export function splitByChance(rows: RankingRows, { by, ratio, seed }: SplitOptions): TrainMask {
  const next = numpyUniforms(seed);
  const draws = Float64Array.from(rows.users, () => next());
  return maskOf(rows, by, (group) => {
    group.sort((a, b) => (draws[a] as number) - (draws[b] as number));
    return roundHalfEven(ratio * group.length);
  });
}

/**
 * The earlier part of each group is train. What happened at one moment stays together, on the side that keeps nearer to the ratio: so
 * neither names nor the order of the file decide anything.
 */
export function splitByTime(rows: RankingRows, times: Float64Array, { by, ratio }: SplitOptions): TrainMask {
  return maskOf(rows, by, (group) => {
    group.sort((a, b) => (times[a] as number) - (times[b] as number));
    const wanted = roundHalfEven(ratio * group.length);
    const timeAt = (n: number): number => times[group[n] ?? -1] ?? Number.NaN;
    let [low, high] = [wanted, wanted];
    while (low > 0 && timeAt(low - 1) === timeAt(wanted)) low -= 1;
    while (high < group.length && timeAt(high) === timeAt(wanted - 1)) high += 1;
    return wanted - low <= high - wanted && low > 0 ? low : high;
  });
}

function maskOf(rows: RankingRows, by: SplitOptions['by'], trainOf: (group: number[]) => number): TrainMask {
  const groups = new Map<string, number[]>();
  rows.users.forEach((user, row) => {
    const key = by === 'user' ? user : by === 'item' ? (rows.items[row] ?? '') : '';
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  });
  const mask = new Uint8Array(rows.users.length);
  for (const group of groups.values()) for (const row of group.slice(0, trainOf(group))) mask[row] = 1;
  return mask;
}

/** As Python and numpy round: halves to the even neighbour. */
export function roundHalfEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
}
