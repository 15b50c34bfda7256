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
 * B_ij = −P_ij / P_jj. Peak memory 12 n² bytes: the inverse in place in Float64, B dense in Float32.
 */
export function fitEase(matrix: InteractionMatrix, { lambda, mostItems }: EaseParams): EaseModel {
  const counts = Float64Array.from(degrees(transpose(matrix)));
  const hot = strongest(counts, mostItems, { floor: 0 }).sort();
  const size = paddedSize(hot.length);
  const gram = gramOf(partOf(matrix, { columns: hot }), { size, lambda });
  const diagonal = invertInPlace(gram, size);
  return { kind: 'ease', items: matrix.columns, hot, weight: weightsOf(gram, diagonal, { size, hot: hot.length }) };
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
