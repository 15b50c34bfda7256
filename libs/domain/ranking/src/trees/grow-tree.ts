import { bestSplit, histogramOf, subtract, type Histogram, type Split, type SplitRules } from './histogram.ts';

/** A tree as lists by node: a leaf has column −1; else values up to the bin go to `left`, others to `left + 1`. */
export type Tree = { readonly columns: Int32Array; readonly bins: Uint8Array; readonly left: Int32Array; readonly values: Float64Array };

type Leaf = { node: number; from: number; to: number; histogram: Histogram; split: Split | undefined };

/**
 * Grows one tree leaf-wise (Shi 2007, as LightGBM does): always the leaf whose best cut gains most, until there are `leaves`. Only the
 * smaller child of a cut is summed; the other is what remains of its parent. Leaf values are −G/(H + λ) · `rate`.
 */
export function growTree(
  columns: readonly Uint8Array[],
  slopes: Float64Array,
  curves: Float64Array,
  options: SplitRules & { readonly leaves: number; readonly rate: number },
): Tree {
  const order = Uint32Array.from(slopes.keys());
  const nodes = Math.max(1, 2 * options.leaves - 1);
  const tree = {
    columns: new Int32Array(nodes).fill(-1),
    bins: new Uint8Array(nodes),
    left: new Int32Array(nodes),
    values: new Float64Array(nodes),
  };
  const leafOf = (node: number, from: number, to: number, histogram: Histogram): Leaf => {
    tree.values[node] = leafValue(order.subarray(from, to), slopes, curves, options);
    return { node, from, to, histogram, split: bestSplit(histogram, columns.length, options) };
  };
  const open = [leafOf(0, 0, order.length, histogramOf(columns, { order, from: 0, to: order.length }, slopes, curves))];
  for (let used = 1; open.length < options.leaves; used += 2) {
    const leaf = takeBest(open);
    if (!leaf?.split) break;
    const { node, from, to, split, histogram } = leaf;
    const middle = partition(order, from, to, columns[split.column] as Uint8Array, split.bin);
    tree.columns[node] = split.column;
    tree.bins[node] = split.bin;
    tree.left[node] = used;
    const leftIsSmaller = middle - from <= to - middle;
    const smaller = histogramOf(columns, { order, from: leftIsSmaller ? from : middle, to: leftIsSmaller ? middle : to }, slopes, curves);
    const larger = subtract(histogram, smaller);
    open.push(leafOf(used, from, middle, leftIsSmaller ? smaller : larger), leafOf(used + 1, middle, to, leftIsSmaller ? larger : smaller));
  }
  return tree;
}

/** Takes the leaf that gains most out of the list, the earliest of equals; none when no leaf can be cut. */
function takeBest(open: Leaf[]): Leaf | undefined {
  let best = -1;
  open.forEach(({ split }, at) => {
    if (split && split.gain > (open[best]?.split?.gain ?? 0)) best = at;
  });
  return best < 0 ? undefined : open.splice(best, 1)[0];
}

/** Puts the rows of the left child first, both in the order they had; answers where the right child begins. */
function partition(order: Uint32Array, from: number, to: number, bins: Uint8Array, bin: number): number {
  const right: number[] = [];
  let at = from;
  for (let place = from; place < to; place += 1) {
    const row = order[place] as number;
    if ((bins[row] as number) <= bin) order[at++] = row;
    else right.push(row);
  }
  order.set(right, at);
  return at;
}

function leafValue(rows: Uint32Array, slopes: Float64Array, curves: Float64Array, { l2, rate }: { l2: number; rate: number }): number {
  let [slope, curve] = [0, 0];
  for (const row of rows) {
    slope += slopes[row] as number;
    curve += curves[row] as number;
  }
  return (-slope / (curve + l2)) * rate;
}
