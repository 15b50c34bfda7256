import { degrees, partOf, rowOf, transpose, type InteractionMatrix } from './interaction-matrix.ts';
import type { EaseModel } from './model.ts';
import { invertInPlace, paddedSize } from './spd-inverse.ts';
import { strongest } from './strongest.ts';

/** `lambda` > 0 regularises; at most `mostItems` of the hottest items take part: time grows with their cube, memory with their square. */
export type EaseParams = { readonly lambda: number; readonly mostItems: number };

/** The most items EASE takes part with unless said otherwise: 432 MB while fitting. */
export const mostEaseItems = 6000;

/**
 * EASE^R (Steck 2019): the item-item matrix of least squares with a zero diagonal, in closed form. X binary, P = (XᵀX + λI)⁻¹,
 * B_ij = −P_ij / P_jj. Where there are fewer people than items, the same B by the people's matrix, which is smaller (`weightsByPeople`).
 * Peak memory 12 n² bytes: the inverse in place in Float64, B dense in Float32.
 */
export function fitEase(matrix: InteractionMatrix, { lambda, mostItems }: EaseParams): EaseModel {
  const counts = Float64Array.from(degrees(transpose(matrix)));
  const hot = strongest(counts, mostItems, { floor: 0 }).sort();
  const part = partOf(matrix, { columns: hot });
  const weight = isCheaperByPeople(part) ? weightsByPeople(part, lambda) : weightsByItems(part, lambda);
  return { kind: 'ease', items: matrix.columns, hot, weight };
}

/** Multiplications either way: ½ n³ by items; ½ u³ and a walk over all entries for each person and pair of items by people. */
function isCheaperByPeople({ rows, columns, at }: InteractionMatrix): boolean {
  return rows < columns && rows ** 3 / 2 + at.length * (rows + columns / 2) < columns ** 3 / 2;
}

/**
 * With K = (XXᵀ + λI)⁻¹ and T = XᵀKX, P = (I − T) / λ (Woodbury), and so B_ij = T_ij / (1 − T_jj) off the diagonal. 1 − T_jj = λ·P_jj keeps
 * all but log₁₀(σ²/λ) digits of a double, σ² the greatest eigenvalue of XXᵀ.
 */
function weightsByPeople(part: InteractionMatrix, lambda: number): Float32Array {
  const items = transpose(part);
  const [people, size] = [part.rows, paddedSize(part.rows)];
  const inverse = gramOf(items, { size, lambda });
  const diagonal = invertInPlace(inverse, size);
  completeInverse(inverse, diagonal, size);
  const weight = new Float32Array(items.rows * items.rows);
  const left = new Float64Array(items.rows);
  const sum = new Float64Array(people);
  for (let i = 0; i < items.rows; i += 1) {
    const own = rowOf(items, i);
    sumRows(sum, inverse, { rows: own, size });
    left[i] = 1 - sumAt(sum, own);
    for (let j = 0; j < i; j += 1) {
      const tie = sumAt(sum, rowOf(items, j));
      weight[i * items.rows + j] = tie / (left[j] as number);
      weight[j * items.rows + i] = tie / (left[i] as number);
    }
  }
  return weight;
}

/** A whole symmetric inverse out of its negated strict lower triangle and diagonal. */
function completeInverse(a: Float64Array, diagonal: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 1) {
    a[i * size + i] = -(diagonal[i] as number);
    for (let j = 0; j < i; j += 1) {
      const value = -(a[i * size + j] as number);
      a[i * size + j] = value;
      a[j * size + i] = value;
    }
  }
}

function sumRows(sum: Float64Array, a: Float64Array, { rows, size }: { rows: Int32Array; size: number }): void {
  sum.fill(0);
  for (const row of rows) for (let n = 0, from = row * size; n < sum.length; n += 1) sum[n] = (sum[n] as number) + (a[from + n] as number);
}

function sumAt(values: Float64Array, places: Int32Array): number {
  let sum = 0;
  for (let n = 0; n < places.length; n += 1) sum += values[places[n] as number] as number;
  return sum;
}

function weightsByItems(part: InteractionMatrix, lambda: number): Float32Array {
  const size = paddedSize(part.columns);
  const gram = gramOf(part, { size, lambda });
  const diagonal = invertInPlace(gram, size);
  return weightsOf(gram, diagonal, { size, hot: part.columns });
}

/** The lower triangle of XᵀX + λI; the padding is 1 on the diagonal. */
function gramOf(part: InteractionMatrix, { size, lambda }: { size: number; lambda: number }): Float64Array {
  const gram = new Float64Array(size * size);
  for (let user = 0; user < part.rows; user += 1) {
    const touched = rowOf(part, user);
    for (let n = 0; n < touched.length; n += 1) {
      const row = (touched[n] as number) * size;
      for (let m = 0; m <= n; m += 1) gram[row + (touched[m] as number)] = (gram[row + (touched[m] as number)] as number) + 1;
    }
  }
  for (let i = 0; i < size; i += 1) gram[i * size + i] = i < part.columns ? (gram[i * size + i] as number) + lambda : 1;
  return gram;
}

function weightsOf(negated: Float64Array, diagonal: Float64Array, { size, hot }: { size: number; hot: number }): Float32Array {
  const weight = new Float32Array(hot * hot);
  for (let i = 0; i < hot; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const value = negated[i * size + j] as number;
      weight[i * hot + j] = value / -(diagonal[j] as number);
      weight[j * hot + i] = value / -(diagonal[i] as number);
    }
  }
  return weight;
}
