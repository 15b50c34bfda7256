/**
 * Solves A·x = b for a small symmetric positive definite A by Cholesky; `a` (row-major, its lower triangle is read) is overwritten and `b`
 * becomes x. For a few dozen rows; larger ones are for `invertInPlace`.
 */
export function solveInPlace(a: Float64Array, b: Float64Array): void {
  const size = b.length;
  for (let column = 0; column < size; column += 1) factorColumn(a, size, column);
  for (let row = 0; row < size; row += 1) {
    let sum = b[row] as number;
    for (let p = 0; p < row; p += 1) sum -= (a[row * size + p] as number) * (b[p] as number);
    b[row] = sum / (a[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const value = (b[row] as number) / (a[row * size + row] as number);
    b[row] = value;
    for (let p = 0; p < row; p += 1) b[p] = (b[p] as number) - (a[row * size + p] as number) * value;
  }
}

/** One column of the factor; four rows at a time, whose sums do not wait for each other. */
function factorColumn(a: Float64Array, size: number, column: number): void {
  const own = column * size;
  let rest = a[own + column] as number;
  for (let p = 0; p < column; p += 1) rest -= (a[own + p] as number) ** 2;
  const pivot = Math.sqrt(rest);
  a[own + column] = pivot;
  let row = column + 1;
  for (; row + 3 < size; row += 4) {
    const [r0, r1, r2, r3] = [row * size, (row + 1) * size, (row + 2) * size, (row + 3) * size] as const;
    let s0 = a[r0 + column] as number;
    let s1 = a[r1 + column] as number;
    let s2 = a[r2 + column] as number;
    let s3 = a[r3 + column] as number;
    for (let p = 0; p < column; p += 1) {
      const value = a[own + p] as number;
      s0 -= (a[r0 + p] as number) * value;
      s1 -= (a[r1 + p] as number) * value;
      s2 -= (a[r2 + p] as number) * value;
      s3 -= (a[r3 + p] as number) * value;
    }
    a[r0 + column] = s0 / pivot;
    a[r1 + column] = s1 / pivot;
    a[r2 + column] = s2 / pivot;
    a[r3 + column] = s3 / pivot;
  }
  for (; row < size; row += 1) {
    let sum = a[row * size + column] as number;
    for (let p = 0; p < column; p += 1) sum -= (a[row * size + p] as number) * (a[own + p] as number);
    a[row * size + column] = sum / pivot;
  }
}
