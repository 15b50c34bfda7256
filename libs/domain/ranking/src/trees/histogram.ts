import { mostBins } from './quantile-bins.ts';

/** Three sums a bin: slopes, curves, rows; `mostBins` bins a column, columns one after the other. */
export type Histogram = Float64Array;

const sums = 3;
const columnSize = mostBins * sums;

/** Sums the rows between two places of `order` into a fresh histogram. */
export function histogramOf(
  columns: readonly Uint8Array[],
  rows: { readonly order: Uint32Array; readonly from: number; readonly to: number },
  slopes: Float64Array,
  curves: Float64Array,
): Histogram {
  const into = new Float64Array(columns.length * columnSize);
  columns.forEach((bins, column) => {
    const start = column * columnSize;
    for (let at = rows.from; at < rows.to; at += 1) {
      const row = rows.order[at] as number;
      const place = start + (bins[row] as number) * sums;
      into[place] = (into[place] as number) + (slopes[row] as number);
      into[place + 1] = (into[place + 1] as number) + (curves[row] as number);
      into[place + 2] = (into[place + 2] as number) + 1;
    }
  });
  return into;
}

/** What is left of a node when one child is taken away, in place of the node's own histogram: the other child. */
export function subtract(node: Histogram, child: Histogram): Histogram {
  for (let at = 0; at < node.length; at += 1) node[at] = (node[at] as number) - (child[at] as number);
  return node;
}

/** The best cut of a node: rows in bins up to `bin` of `column` go left. */
export type Split = { readonly column: number; readonly bin: number; readonly gain: number };

/** What a cut must respect: penalty λ of leaf values, least rows and least curve of a side. */
export type SplitRules = { readonly l2: number; readonly leastRows: number; readonly leastCurve: number };

/** ½(G_l²/(H_l+λ) + G_r²/(H_r+λ) − G²/(H+λ)) (Chen & Guestrin 2016), the most over all columns and bins; undefined when none is above 0. */
export function bestSplit(histogram: Histogram, columns: number, rules: SplitRules): Split | undefined {
  let best: Split | undefined;
  for (let column = 0; column < columns; column += 1) {
    const start = column * columnSize;
    const [allSlope, allCurve, allRows] = [0, 1, 2].map((sum) => totalOf(histogram, start, sum)) as [number, number, number];
    const whole = score(allSlope, allCurve, rules.l2);
    let [slope, curve, rows] = [0, 0, 0];
    for (let bin = 0; bin < mostBins - 1; bin += 1) {
      const place = start + bin * sums;
      slope += histogram[place] as number;
      curve += histogram[place + 1] as number;
      rows += histogram[place + 2] as number;
      if (rows < rules.leastRows || curve < rules.leastCurve) continue;
      if (allRows - rows < rules.leastRows || allCurve - curve < rules.leastCurve) break;
      const gain = (score(slope, curve, rules.l2) + score(allSlope - slope, allCurve - curve, rules.l2) - whole) / 2;
      if (gain > (best?.gain ?? 1e-9)) best = { column, bin, gain };
    }
  }
  return best;
}

function totalOf(histogram: Histogram, start: number, sum: number): number {
  let total = 0;
  for (let bin = 0; bin < mostBins; bin += 1) total += histogram[start + bin * sums + sum] as number;
  return total;
}

function score(slope: number, curve: number, l2: number): number {
  return (slope * slope) / (curve + l2);
}
