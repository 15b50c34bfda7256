import type { Random } from '@flywheel/primitives';
import { subtractProduct } from './dense-product.ts';
import { rowOf, transpose, type InteractionMatrix } from './interaction-matrix.ts';
import type { IalsModel } from './model.ts';
import { solveInPlace } from './small-solve.ts';

/** `alpha` weighs what nobody touched against what was; `regularisation` is scaled by degree + alpha · the other side's size. */
export type IalsParams = {
  /** A multiple of four. */
  readonly dimensions: number;
  readonly alpha: number;
  readonly regularisation: number;
  readonly rounds: number;
};

/**
 * Implicit ALS (Hu et al. 2008) as in "Revisiting the performance of iALS" (Rendle et al. 2021): each side in turn solves
 * (Σ v·vᵀ + α·VᵀV + reg·(|N| + α·size)·I)·x = Σ v, starting from item factors N(0, 0.1/√d). Only item factors are kept: a user is one
 * solve (`foldIn`), so new and changed users need no fit.
 */
export function fitIals(matrix: InteractionMatrix, params: IalsParams, random: Random): IalsModel {
  const { dimensions, alpha, regularisation } = params;
  const byItem = transpose(matrix);
  const users = new Float64Array(matrix.rows * dimensions);
  const factors = Float64Array.from({ length: matrix.columns * dimensions }, () => (0.1 / Math.sqrt(dimensions)) * roughNormal(random));
  const side = (of: InteractionMatrix, fixed: Float64Array, solved: Float64Array): void => {
    const solver = factorSolver({ factors: fixed, gram: gramOf(fixed, dimensions), dimensions, alpha, regularisation, size: of.columns });
    for (let row = 0; row < of.rows; row += 1) solver(rowOf(of, row), solved.subarray(row * dimensions, (row + 1) * dimensions));
  };
  for (let round = 0; round < params.rounds; round += 1) {
    side(matrix, factors, users);
    side(byItem, users, factors);
  }
  return { kind: 'ials', items: matrix.columns, dimensions, factors, gram: gramOf(factors, dimensions), alpha, regularisation };
}

/** The factors of somebody who touched these items: one solve of d × d. */
export function foldIn(model: IalsModel, items: Int32Array): Float64Array {
  const solved = new Float64Array(model.dimensions);
  factorSolver({ ...model, size: model.items })(items, solved);
  return solved;
}

type Side = {
  readonly factors: Float64Array;
  readonly gram: Float64Array;
  readonly dimensions: number;
  readonly alpha: number;
  readonly regularisation: number;
  readonly size: number;
};

function factorSolver(side: Side): (touched: Int32Array, into: Float64Array) => void {
  const { factors, dimensions: d, alpha } = side;
  const system = new Float64Array(d * d);
  const start = side.gram.map((value) => -value * alpha);
  const gathered = new Float64Array(d * gatherWidth);
  return (touched, into) => {
    system.set(start);
    into.fill(0);
    for (let from = 0; from < touched.length; from += gatherWidth) {
      const some = touched.subarray(from, from + gatherWidth);
      gather(gathered, into, { factors, columns: some });
      subtractGram(system, gathered, { dimensions: d, depth: some.length });
    }
    const ridge = side.regularisation * (touched.length + alpha * side.size);
    for (let k = 0; k < system.length; k += 1) system[k] = -(system[k] as number);
    for (let k = 0; k < d; k += 1) system[k * d + k] = (system[k * d + k] as number) + ridge;
    solveInPlace(system, into);
  };
}

/** How many factors are multiplied at once. */
const gatherWidth = 128;

/** Puts factors side by side, one dimension a row, and adds each to `sum`. */
function gather(into: Float64Array, sum: Float64Array, { factors, columns }: { factors: Float64Array; columns: Int32Array }): void {
  const d = sum.length;
  for (let n = 0; n < columns.length; n += 1) {
    const from = (columns[n] as number) * d;
    for (let k = 0; k < d; k += 1) {
      const value = factors[from + k] as number;
      into[k * gatherWidth + n] = value;
      sum[k] = (sum[k] as number) + value;
    }
  }
}

/** system −= Σ v·vᵀ of what was gathered, its lower triangle in stripes of four rows. */
function subtractGram(system: Float64Array, gathered: Float64Array, { dimensions: d, depth }: { dimensions: number; depth: number }): void {
  const right = { of: gathered, from: 0, stride: gatherWidth };
  for (let row = 0; row < d; row += 4) {
    const left = { of: gathered, from: row * gatherWidth, stride: gatherWidth };
    subtractProduct({ of: system, from: row * d, stride: d }, left, right, { rows: 4, columns: row + 4, depth });
  }
}

function gramOf(factors: Float64Array, dimensions: number): Float64Array {
  const gram = new Float64Array(dimensions * dimensions);
  const gathered = new Float64Array(dimensions * gatherWidth);
  const all = Int32Array.from({ length: factors.length / dimensions }, (_, row) => row);
  for (let from = 0; from < all.length; from += gatherWidth) {
    const columns = all.subarray(from, from + gatherWidth);
    gather(gathered, new Float64Array(dimensions), { factors, columns });
    subtractGram(gram, gathered, { dimensions, depth: columns.length });
  }
  return gram.map((value) => -value);
}

/** The sum of twelve uniform draws less six (Irwin–Hall): standard normal for a start, and the same number on every engine. */
function roughNormal(random: Random): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += random.next();
  return sum;
}
