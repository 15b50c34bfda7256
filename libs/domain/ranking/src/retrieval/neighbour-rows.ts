import { rowOf, transpose, type InteractionMatrix } from './interaction-matrix.ts';
import type { Neighbours } from './model.ts';
import { strongest } from './strongest.ts';

/** One item's row of co-engagement: the items met, and a dense array that holds their sums and is zero elsewhere. */
export type CoRow = { readonly item: number; readonly met: Int32Array; readonly amount: number; readonly sum: Float64Array };

/** Walks the co-engagement rows of items, Σ over common users of their weight; `sum` and `met` are reused from row to row. */
export function walkRows(
  matrix: InteractionMatrix,
  options: { userWeight: Float64Array; rows?: Int32Array; byItem?: InteractionMatrix },
  visit: (row: CoRow) => void,
): void {
  const byItem = options.byItem ?? transpose(matrix);
  const items = matrix.columns;
  const sum = new Float64Array(items);
  const met = new Int32Array(items);
  const rows = options.rows ?? Int32Array.from({ length: items }, (_, item) => item);
  for (const item of rows) {
    let amount = 0;
    for (const user of rowOf(byItem, item)) {
      const weight = options.userWeight[user] as number;
      const end = matrix.start[user + 1] as number;
      for (let n = matrix.start[user] as number; n < end; n += 1) {
        const other = matrix.at[n] as number;
        const old = sum[other] as number;
        if (old === 0) {
          met[amount] = other;
          amount += 1;
        }
        sum[other] = old + weight;
      }
    }
    visit({ item, met, amount, sum });
    for (let n = 0; n < amount; n += 1) sum[met[n] as number] = 0;
  }
}

/** Takes neighbour rows in ascending order of items; rows that are left out stay empty. */
export type NeighbourCollector = {
  /** Keeps the strongest `most` of a row's sums that are above 0. */
  add(row: CoRow, most: number): void;
  /** Keeps all of a row's sums that are above 0, in no order. */
  addAll(row: CoRow): void;
  finish(): Neighbours;
};

/** Collects rows of at most `most` entries each: memory is bounded by rows × most from the start. */
export function neighbourCollector(rows: number, most: number): NeighbourCollector {
  const start = new Int32Array(rows + 1);
  let at = new Int32Array(Math.min(rows * most, Math.max(1024, rows * 16)));
  let weight = new Float32Array(at.length);
  let [length, next] = [0, 0];
  const put = (item: number, others: Int32Array, sum: Float64Array): void => {
    start.fill(length, next, item + 1);
    next = item + 1;
    while (length + others.length > at.length) {
      const larger = Math.min(rows * most, at.length * 2);
      at = enlarged(at, new Int32Array(larger));
      weight = enlarged(weight, new Float32Array(larger));
    }
    for (const other of others) {
      at[length] = other;
      weight[length] = sum[other] as number;
      length += 1;
    }
  };
  return {
    add: ({ item, met, amount, sum }, take) => put(item, strongest(sum, take, { among: met, amount, floor: 0 }), sum),
    addAll: ({ item, met, amount, sum }) =>
      put(
        item,
        met.subarray(0, amount).filter((other) => (sum[other] as number) > 0),
        sum,
      ),
    finish() {
      start.fill(length, next);
      return { start, at: at.slice(0, length), weight: weight.slice(0, length) };
    },
  };
}

function enlarged<T extends Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
