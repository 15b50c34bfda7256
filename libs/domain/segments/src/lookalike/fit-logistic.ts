/** One row of a regression: where it is not 0, and with what; `label` 1 or 0; a weight > 0. The places of a row are distinct. */
export type LogisticRow = {
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly label: 0 | 1;
  readonly weight: number;
};

/** Weights by place, and the one of every row. */
export type LogisticFit = { readonly weights: Float64Array; readonly bias: number };

const mostSteps = 25;
const closeEnough = 1e-9;

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares; McCullagh & Nelder 1989, §4.4), with `l2`/2 times the
 * squares of the weights as penalty; the bias is free. A step that would make it worse is halved.
 */
export function fitLogistic(rows: readonly LogisticRow[], places: number, l2: number): LogisticFit {
  let now: Float64Array = new Float64Array(places + 1);
  let loss = lossOf(rows, now, l2);
  for (let step = 0; step < mostSteps; step += 1) {
    const move = newtonStep(rows, now, l2);
    let size = 1;
    let next = moved(now, move, size);
    let nextLoss = lossOf(rows, next, l2);
    while (nextLoss > loss && size > 1e-6) {
      size /= 2;
      next = moved(now, move, size);
      nextLoss = lossOf(rows, next, l2);
    }
    const gained = loss - nextLoss;
    if (!(gained > 0)) break;
    [now, loss] = [next, nextLoss];
    if (gained < closeEnough * (1 + Math.abs(loss))) break;
  }
  return { weights: now.slice(0, places), bias: now[places] as number };
}

/** The logit of a row: bias plus weights times values; places beyond the weights count nothing. */
export function logitOf({ weights, bias }: LogisticFit, at: readonly number[], values: readonly number[]): number {
  let sum = bias;
  for (let n = 0; n < at.length; n += 1) sum += (weights[at[n] as number] ?? 0) * (values[n] as number);
  return sum;
}

/** 1 / (1 + e^−x). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function lossOf(rows: readonly LogisticRow[], all: Float64Array, l2: number): number {
  const fit = { weights: all.subarray(0, all.length - 1), bias: all[all.length - 1] as number };
  let loss = 0;
  for (const weight of fit.weights) loss += (l2 / 2) * weight * weight;
  for (const { at, values, label, weight } of rows) {
    const logit = logitOf(fit, at, values);
    const against = label === 1 ? -logit : logit;
    // ln(1 + e^x) without overflow.
    loss += weight * (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against))));
  }
  return loss;
}

function newtonStep(rows: readonly LogisticRow[], all: Float64Array, l2: number): Float64Array {
  const size = all.length;
  const slope = new Float64Array(size);
  const curve = new Float64Array(size * size);
  for (let place = 0; place < size - 1; place += 1) {
    slope[place] = l2 * (all[place] as number);
    curve[place * size + place] = l2;
  }
  // A row of nothing but one label leaves the bias without an end: a hair of penalty keeps the step finite.
  curve[size * size - 1] = 1e-9;
  const fit = { weights: all.subarray(0, size - 1), bias: all[size - 1] as number };
  for (const row of rows) addRow(row, logistic(logitOf(fit, row.at, row.values)), { slope, curve, size });
  return solve(curve, slope, size);
}

type Sums = { slope: Float64Array; curve: Float64Array; size: number };

function addRow({ at, values, label, weight }: LogisticRow, chance: number, { slope, curve, size }: Sums): void {
  const pull = weight * (chance - label);
  const bend = weight * chance * (1 - chance);
  for (let n = 0; n <= at.length; n += 1) {
    const place = n < at.length ? (at[n] as number) : size - 1;
    const value = n < at.length ? (values[n] as number) : 1;
    slope[place] = (slope[place] as number) + pull * value;
    for (let m = 0; m <= at.length; m += 1) {
      const cell = place * size + (m < at.length ? (at[m] as number) : size - 1);
      curve[cell] = (curve[cell] as number) + bend * value * (m < at.length ? (values[m] as number) : 1);
    }
  }
}

/** x with `curve`·x = `slope`, by Cholesky's decomposition in place; `curve` is symmetric and positive definite. */
function solve(curve: Float64Array, slope: Float64Array, size: number): Float64Array {
  const at = (row: number, column: number): number => curve[row * size + column] as number;
  const x = Float64Array.from(slope);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(row, column);
      for (let k = 0; k < column; k += 1) sum -= at(row, k) * at(column, k);
      curve[row * size + column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(column, column);
    }
    let left = x[row] as number;
    for (let k = 0; k < row; k += 1) left -= at(row, k) * (x[k] as number);
    x[row] = left / at(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let left = x[row] as number;
    for (let k = row + 1; k < size; k += 1) left -= at(k, row) * (x[k] as number);
    x[row] = left / at(row, row);
  }
  return x;
}

function moved(from: Float64Array, move: Float64Array, size: number): Float64Array {
  return from.map((value, place) => value - size * (move[place] as number));
}
