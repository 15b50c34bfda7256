/**
 * Solves A·x = b for a small symmetric positive definite A by Cholesky; `a` (row-major, its lower triangle is read) is overwritten and `b`
 * becomes x. For a few dozen rows; larger ones are for `invertInPlace`.
 */
export function solveInPlace(a: Float64Array, b: Float64Array): void {
  const size = b.length;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = a[row * size + column] as number;
      for (let p = 0; p < column; p += 1) sum -= (a[row * size + p] as number) * (a[column * size + p] as number);
      a[row * size + column] = column === row ? Math.sqrt(sum) : sum / (a[column * size + column] as number);
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = b[row] as number;
    for (let p = 0; p < row; p += 1) sum -= (a[row * size + p] as number) * (b[p] as number);
    b[row] = sum / (a[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = b[row] as number;
    for (let p = row + 1; p < size; p += 1) sum -= (a[p * size + row] as number) * (b[p] as number);
    b[row] = sum / (a[row * size + row] as number);
  }
}
