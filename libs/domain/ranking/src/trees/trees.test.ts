import { seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measurePredictions } from '../metrics/measure.ts';
import { fitBoostedTrees, predictBoostedTrees } from './boosted-trees.ts';
import { growTree } from './grow-tree.ts';
import { bestSplit, histogramOf, subtract, type SplitRules } from './histogram.ts';
import { binOf, binColumn, quantileEdges } from './quantile-bins.ts';

const rules: SplitRules = { l2: 1, leastRows: 2, leastCurve: 0.01 };
const table = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -5, max: 5 }), fc.double({ min: -1, max: 1, noNaN: true })),
  {
    minLength: 4,
    maxLength: 60,
  },
);
type Rows = ReadonlyArray<readonly [number, number, number]>;

const columnsOf = (rows: Rows): Float64Array[] => [0, 1].map((column) => Float64Array.from(rows, (row) => row[column] as number));
const slopesOf = (rows: Rows): Float64Array => Float64Array.from(rows, (row) => row[2]);
const curvesOf = (rows: Rows): Float64Array => Float64Array.from(rows, (_, at) => 0.1 + (at % 3) / 10);

/** The most that any cut of any column at any value gains, by trying them all on the rows themselves. */
function bruteGain(rows: Rows, slopes: Float64Array, curves: Float64Array): number {
  const score = (inside: number[]): number =>
    inside.reduce((sum, at) => sum + (slopes[at] ?? 0), 0) ** 2 / (inside.reduce((sum, at) => sum + (curves[at] ?? 0), 0) + rules.l2);
  const all = [...rows.keys()];
  let best = 0;
  for (const column of [0, 1] as const) {
    for (const cut of new Set(rows.map((row) => row[column]))) {
      const left = all.filter((at) => (rows[at]?.[column] ?? 0) <= cut);
      const right = all.filter((at) => (rows[at]?.[column] ?? 0) > cut);
      if (left.length < rules.leastRows || right.length < rules.leastRows) continue;
      best = Math.max(best, (score(left) + score(right) - score(all)) / 2);
    }
  }
  return best;
}

describe('cuts', () => {
  it('gain what trying every cut on the rows themselves finds', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const columns = columnsOf(rows).map((column) => binColumn(column, quantileEdges(column)));
        const order = Uint32Array.from(rows.keys());
        const histogram = histogramOf(columns, { order, from: 0, to: rows.length }, slopesOf(rows), curvesOf(rows));
        const gain = bestSplit(histogram, 2, rules)?.gain ?? 0;
        expect(gain).toBeCloseTo(bruteGain(rows, slopesOf(rows), curvesOf(rows)), 8);
      }),
    );
  });

  it('a histogram less one child is the other child', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const columns = columnsOf(rows).map((column) => binColumn(column, quantileEdges(column)));
        const order = Uint32Array.from(rows.keys());
        const half = rows.length >> 1;
        const part = (from: number, to: number): Float64Array => histogramOf(columns, { order, from, to }, slopesOf(rows), curvesOf(rows));
        subtract(part(0, rows.length), part(0, half)).forEach((sum, at) =>
          expect(sum).toBeCloseTo(part(half, rows.length)[at] as number, 9),
        );
      }),
    );
  });

  it('a tree of two leaves sends every row where its value belongs', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const columns = columnsOf(rows).map((column) => binColumn(column, quantileEdges(column)));
        const tree = growTree(columns, slopesOf(rows), curvesOf(rows), { ...rules, leaves: 2, rate: 1 });
        const column = tree.columns[0] as number;
        if (column < 0) return;
        const [left, right] = [0, 1].map((side) => {
          const inside = rows.flatMap((_, at) =>
            (columns[column]?.[at] as number) <= (tree.bins[0] as number) === (side === 0) ? [at] : [],
          );
          const slope = inside.reduce((sum, at) => sum + (slopesOf(rows)[at] ?? 0), 0);
          return -slope / (inside.reduce((sum, at) => sum + (curvesOf(rows)[at] ?? 0), 0) + rules.l2);
        });
        expect(tree.values[1]).toBeCloseTo(left ?? NaN, 9);
        expect(tree.values[2]).toBeCloseTo(right ?? NaN, 9);
      }),
    );
  });
});

describe('bins', () => {
  it('rise with the value, are 64 at most, and hold about as many rows each', () => {
    const random = seededRandom('bins');
    const column = Float64Array.from({ length: 10_000 }, () => random.next() ** 3);
    const edges = quantileEdges(column);
    const counts = new Uint32Array(64);
    for (const bin of binColumn(column, edges)) counts[bin] = (counts[bin] ?? 0) + 1;
    expect(edges.length).toBe(62);
    expect(Math.max(...counts.subarray(1))).toBeLessThan(200);
    expect(binOf(NaN, edges)).toBe(0);
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        expect(binOf(Math.min(a, b), edges)).toBeLessThanOrEqual(binOf(Math.max(a, b), edges));
      }),
    );
  });
});

describe('boosted trees', () => {
  it('learn what no line can, and say the same every time', () => {
    const random = seededRandom('xor');
    const draw = (): Float64Array => Float64Array.from({ length: 4000 }, () => random.next());
    const columns = [draw(), draw(), draw()];
    const chance = (row: number): number => ((columns[0]?.[row] ?? 0) > 0.5 !== (columns[1]?.[row] ?? 0) > 0.5 ? 0.8 : 0.2);
    const labels = Uint8Array.from({ length: 4000 }, (_, row) => (random.next() < chance(row) ? 1 : 0));
    const half = (list: Float64Array): Float64Array => list.slice(0, 2000);
    const fit = () => fitBoostedTrees(columns.map(half), labels.slice(0, 2000));
    const model = fit();
    const unseen = Float64Array.from({ length: 2000 }, (_, at) =>
      predictBoostedTrees(
        model,
        Float64Array.from(columns, (column) => column[2000 + at] ?? NaN),
      ),
    );
    const measured = measurePredictions({ chances: unseen, labels: labels.slice(2000) });
    expect(measured.auc).toBeGreaterThan(0.75);
    expect(measured.ne).toBeLessThan(0.8);
    expect(fit()).toEqual(model);
    expect(predictBoostedTrees(model, Float64Array.of(NaN, NaN, NaN))).toBeGreaterThan(0);
  });
});
