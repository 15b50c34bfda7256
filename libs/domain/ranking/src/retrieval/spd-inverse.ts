import { subtractProduct, type Block } from './dense-product.ts';

const width = 64;

/** The size an n × n matrix must have to be inverted here: the next multiple of four. */
export const paddedSize = (n: number): number => Math.ceil(n / 4) * 4;

/**
 * Inverts a symmetric positive definite matrix in place and up to sign: on return the strict lower triangle of `a` (row-major, `size` a
 * multiple of four) holds −A⁻¹ and the answer its negated diagonal; the rest of `a` is scratch. Reads the lower triangle alone. Blocked
 * Cholesky A = L·Lᵀ, U = L⁻ᵀ, A⁻¹ = U·Uᵀ, all three made of products of rows with rows. ½·n³ multiplications; no memory of its own beyond
 * 64 rows. Refuses (RangeError) a matrix that is not positive definite.
 */
export function invertInPlace(a: Float64Array, size: number): Float64Array {
  const pivots = factorise(a, size);
  const panel = new Float64Array(width * size);
  for (let from = 0; from < size; from += width) invertRows(a, size, { pivots, panel, from });
  const diagonal = new Float64Array(size);
  for (let from = 0; from < size; from += width) multiplyRows(a, size, { diagonal, panel, from });
  return diagonal;
}

/** L into the strict lower triangle; answers L's diagonal, because U's takes its place. */
function factorise(a: Float64Array, size: number): Float64Array {
  const pivots = new Float64Array(size);
  const block = (row: number, column: number): Block => ({ of: a, from: row * size + column, stride: size });
  for (let from = 0; from < size; from += width) {
    const end = Math.min(size, from + width);
    for (let row = from; row < size; row += 1) solveRow(a, size, { pivots, row, from, end: Math.min(end, row) });
    for (let row = end; row < size; row += width) {
      const rows = Math.min(width, size - row);
      for (let column = end; column <= row; column += width)
        subtractProduct(block(row, column), block(row, from), block(column, from), {
          rows,
          columns: Math.min(width, size - column),
          depth: end - from,
        });
    }
  }
  return pivots;
}

/** One row of L within a column block; its pivot where the row ends there. */
function solveRow(a: Float64Array, size: number, at: { pivots: Float64Array; row: number; from: number; end: number }): void {
  const { pivots, row, from, end } = at;
  const own = row * size;
  for (let column = from; column < end; column += 1) {
    const other = column * size;
    let sum = a[own + column] as number;
    for (let p = from; p < column; p += 1) sum -= (a[own + p] as number) * (a[other + p] as number);
    a[own + column] = sum / (pivots[column] as number);
  }
  if (end !== row || row >= from + width) return;
  let rest = a[own + row] as number;
  for (let p = from; p < row; p += 1) rest -= (a[own + p] as number) ** 2;
  if (!(rest > 0)) throw new RangeError(`not positive definite: pivot ${row} is ${rest}`);
  pivots[row] = Math.sqrt(rest);
}

type Panel = { readonly panel: Float64Array; readonly from: number };

/** Rows from … of U = L⁻ᵀ into the upper triangle: U_ik = (δ_ik − Σ_{p<k} U_ip·L_kp) / L_kk. */
function invertRows(a: Float64Array, size: number, { pivots, panel, from }: Panel & { pivots: Float64Array }): void {
  const rows = Math.min(width, size - from);
  panel.fill(0);
  for (let i = 0; i < rows; i += 1) panel[i * size + from + i] = 1;
  for (let column = from; column < size; column += width) {
    const columns = Math.min(width, size - column);
    const target = { of: panel, from: column, stride: size };
    if (column > from)
      subtractProduct(
        target,
        { of: panel, from, stride: size },
        { of: a, from: column * size + from, stride: size },
        {
          rows,
          columns,
          depth: column - from,
        },
      );
    for (let i = 0; i < rows; i += 1) {
      for (let k = column; k < column + columns; k += 1) {
        let sum = panel[i * size + k] as number;
        for (let p = column; p < k; p += 1) sum -= (panel[i * size + p] as number) * (a[k * size + p] as number);
        panel[i * size + k] = sum / (pivots[k] as number);
      }
    }
  }
  for (let i = 0; i < rows; i += 1) a.set(panel.subarray(i * size + from + i, (i + 1) * size), (from + i) * size + from + i);
}

/** Rows from … of −A⁻¹ = −U·Uᵀ into the lower triangle, their diagonal apart. */
function multiplyRows(a: Float64Array, size: number, { diagonal, panel, from }: Panel & { diagonal: Float64Array }): void {
  const rows = Math.min(width, size - from);
  panel.fill(0);
  for (let i = 0; i < rows; i += 1) panel.set(a.subarray((from + i) * size + from + i, (from + i + 1) * size), i * size + from + i);
  const own = { of: panel, from, stride: size };
  const shape = { rows, columns: width, depth: size - from };
  for (let column = 0; column < from; column += width) {
    for (let i = 0; i < rows; i += 1) a.fill(0, (from + i) * size + column, (from + i) * size + column + width);
    subtractProduct({ of: a, from: from * size + column, stride: size }, own, { of: a, from: column * size + from, stride: size }, shape);
  }
  const square = new Float64Array(width * width);
  subtractProduct({ of: square, from: 0, stride: width }, own, own, { ...shape, columns: rows });
  for (let i = 0; i < rows; i += 1) {
    a.set(square.subarray(i * width, i * width + i), (from + i) * size + from);
    diagonal[from + i] = square[i * width + i] as number;
  }
}
