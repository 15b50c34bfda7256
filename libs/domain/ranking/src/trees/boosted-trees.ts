import { assert } from '@flywheel/primitives';
import { chanceOf } from '../heads/ftrl.ts';
import { growTree, type Tree } from './grow-tree.ts';
import type { SplitRules } from './histogram.ts';
import { binColumn, binOf, quantileEdges } from './quantile-bins.ts';

export type BoostingOptions = SplitRules & { readonly trees: number; readonly leaves: number; readonly rate: number };

/** What the design settles on: 60 trees of 15 leaves, rate .08; sides of a cut have 20 rows at least. */
export const usualBoosting: BoostingOptions = { trees: 60, leaves: 15, rate: 0.08, l2: 1, leastRows: 20, leastCurve: 1e-3 };

/** Gradient-boosted trees: the log-odds of the rate, plus a leaf of every tree. */
export type BoostedTrees = { readonly start: number; readonly edges: readonly Float64Array[]; readonly trees: readonly Tree[] };

/**
 * Fits to columns of numbers (NaN: not known) by Newton steps on the log-loss, over 64 quantile bins a column. No chance is involved: the
 * same rows in the same order give the same trees.
 */
export function fitBoostedTrees(
  columns: readonly Float64Array[],
  labels: Uint8Array,
  options: Partial<BoostingOptions> = {},
  onTree?: (tree: number) => void,
): BoostedTrees {
  const rules = { ...usualBoosting, ...options };
  assert(labels.length > 0 && columns.every((column) => column.length === labels.length), 'every column has a number for every label');
  const edges = columns.map(quantileEdges);
  const bins = columns.map((column, at) => binColumn(column, edges[at] as Float64Array));
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const rate = (positives + 0.5) / (labels.length + 1);
  const start = Math.log(rate / (1 - rate));
  const logits = new Float64Array(labels.length).fill(start);
  const [slopes, curves] = [new Float64Array(labels.length), new Float64Array(labels.length)];
  const trees: Tree[] = [];
  for (let round = 0; round < rules.trees; round += 1) {
    logits.forEach((logit, row) => {
      const chance = chanceOf(logit);
      slopes[row] = chance - (labels[row] as number);
      curves[row] = Math.max(chance * (1 - chance), 1e-12);
    });
    const tree = growTree(bins, slopes, curves, rules);
    trees.push(tree);
    for (let row = 0; row < logits.length; row += 1)
      logits[row] = (logits[row] as number) + leafOf(tree, (column) => (bins[column] as Uint8Array)[row] as number);
    onTree?.(round + 1);
  }
  return { start, edges, trees };
}

/** The chance of a 1 for a row of numbers in the order of the columns; with the first `trees` trees only where that is given. */
export function predictBoostedTrees(model: BoostedTrees, row: Float64Array, trees = model.trees.length): number {
  const bins = Uint8Array.from(row, (value, column) => binOf(value, model.edges[column] as Float64Array));
  let logit = model.start;
  for (let at = 0; at < trees && at < model.trees.length; at += 1)
    logit += leafOf(model.trees[at] as Tree, (column) => bins[column] as number);
  return chanceOf(logit);
}

function leafOf(tree: Tree, binAt: (column: number) => number): number {
  let node = 0;
  for (let column = tree.columns[0] as number; column >= 0; column = tree.columns[node] as number)
    node = (tree.left[node] as number) + (binAt(column) <= (tree.bins[node] as number) ? 0 : 1);
  return tree.values[node] as number;
}
