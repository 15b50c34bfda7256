import { degrees, transpose, type InteractionMatrix } from './interaction-matrix.ts';
import type { NeighbourModel } from './model.ts';
import { neighbourCollector, walkRows } from './neighbour-rows.ts';

/**
 * How strongly two items that share users are tied: w_ij = d_i^−b · d_j^−c · Σ_u d_u^−a over the users u of both, where d counts
 * interactions. a = 0, b = c = ½ is the cosine; a, b, c lie in 0…1. `neighbours` is how many j each i keeps.
 */
export type ItemItemParams = { readonly a: number; readonly b: number; readonly c: number; readonly neighbours: number };

/** What the tie of two items is made of: powers of degrees, 0 where there is none. */
export function powers(counts: Int32Array, exponent: number): Float64Array {
  return Float64Array.from(counts, (count) => (count === 0 ? 0 : count ** -exponent));
}

/** What a user of so many interactions counts: degree^−a in whole parts of 2⁻³⁰, so that sums are exact in any order. */
export function userWeight(degree: number, a: number): number {
  return degree === 0 ? 0 : Math.max(1, Math.round(degree ** -a * 2 ** 30)) / 2 ** 30;
}

/**
 * Fits item-item neighbours row by row: never holds more than one dense row, so memory is bounded by items × neighbours. Costs the sum of
 * squared user degrees.
 */
export function fitItemItem(matrix: InteractionMatrix, params: ItemItemParams): NeighbourModel {
  const byItem = transpose(matrix);
  const itemDegrees = degrees(byItem);
  const [own, other] = [powers(itemDegrees, params.b), powers(itemDegrees, params.c)];
  const collected = neighbourCollector(matrix.columns, params.neighbours);
  walkRows(matrix, { userWeight: userWeights(matrix, params.a), byItem }, (row) => {
    weighRow(row, own[row.item] as number, other);
    collected.add(row, params.neighbours);
  });
  return { kind: 'itemitem', items: matrix.columns, neighbours: collected.finish() };
}

/** The weight of every user of a matrix. */
export function userWeights(matrix: InteractionMatrix, a: number): Float64Array {
  return Float64Array.from(degrees(matrix), (degree) => userWeight(degree, a));
}

/** Turns a row of sums into ties: scaled by both degrees, nothing to itself. */
function weighRow(
  { item, met, amount, sum }: { item: number; met: Int32Array; amount: number; sum: Float64Array },
  own: number,
  other: Float64Array,
): void {
  for (let n = 0; n < amount; n += 1) {
    const j = met[n] as number;
    sum[j] = j === item ? 0 : (sum[j] as number) * own * (other[j] as number);
  }
}
