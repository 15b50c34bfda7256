import { seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderCurve } from './area-under-curve.ts';
import { measurePredictions } from './measure.ts';
import { poissonInterval } from './poisson-interval.ts';
import { lossOf, type Predictions } from './prediction.ts';
import { ProgressiveValidation } from './progressive.ts';
import { calibrationError, reliability } from './reliability.ts';

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom(0 as const, 1 as const)), { minLength: 1, maxLength: 60 });
const predictionsOf = (pairs: ReadonlyArray<readonly [number, number]>): Predictions => ({
  chances: Float64Array.from(pairs, ([chance]) => chance / 20),
  labels: Uint8Array.from(pairs, ([, label]) => label),
});

describe('metrics', () => {
  it('AUC is the share of pairs in the right order, ties one half', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const positives = pairs.filter(([, label]) => label === 1);
        const negatives = pairs.filter(([, label]) => label === 0);
        let right = 0;
        for (const [high] of positives) for (const [low] of negatives) right += high > low ? 1 : high === low ? 0.5 : 0;
        const auc = areaUnderCurve(predictionsOf(pairs));
        if (positives.length === 0 || negatives.length === 0) expect(auc).toBeNull();
        else expect(auc).toBeCloseTo(right / (positives.length * negatives.length), 12);
      }),
    );
  });

  it('always predicting the rate has NE 1, ratio 1 and no calibration error', () => {
    const pairs = Array.from({ length: 1000 }, (_, at) => [6, at % 10 < 3 ? 1 : 0] as const);
    const measured = measurePredictions(predictionsOf(pairs));
    expect([measured.ne, measured.ratio, measured.auc]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12), 0.5]);
    expect(measured.ece).toBeCloseTo(0, 12);
    expect(measured.ratioPoisson99.low).toBeLessThan(1);
    expect(measured.ratioPoisson99.high).toBeGreaterThan(1);
  });

  it('the reliability table holds every row once, in bins of equal count', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const table = reliability(predictionsOf(pairs));
        expect(table.reduce((sum, bin) => sum + bin.rows, 0)).toBe(pairs.length);
        expect(Math.max(...table.map((bin) => bin.rows)) - Math.min(...table.map((bin) => bin.rows))).toBeLessThanOrEqual(1);
        const happened = table.reduce((sum, bin) => sum + bin.rows * bin.happened, 0);
        expect(happened).toBeCloseTo(pairs.filter(([, label]) => label === 1).length, 9);
        expect(calibrationError(table)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('the exact Poisson interval is the published one', () => {
    // Garwood's table, 95 %.
    for (const [count, low, high] of [
      [0, 0, 3.6889],
      [1, 0.0253, 5.5716],
      [10, 4.7954, 18.3904],
      [100, 81.3639, 121.6272],
    ] as const) {
      const interval = poissonInterval(count, 0.95);
      expect(interval.low).toBeCloseTo(low, 3);
      expect(interval.high).toBeCloseTo(high, 3);
    }
    // With many, normal: 10,000 ± 2.576 · 100.
    const many = poissonInterval(10_000, 0.99);
    expect([many.low / 10, many.high / 10]).toEqual([expect.closeTo(974.4, 0), expect.closeTo(1025.9, 0)]);
  });
});

describe('progressive validation', () => {
  it('sums every prediction once, whatever the size of its windows', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 20 }), (pairs, rowsPerWindow) => {
        const validation = new ProgressiveValidation({ rowsPerWindow });
        pairs.forEach(([chance, label], at) => validation.add(at, chance / 20, label));
        const windows = validation.windows();
        expect(windows.reduce((sum, window) => sum + window.rows, 0)).toBe(pairs.length);
        const loss = windows.reduce((sum, window) => sum + window.logloss * window.rows, 0);
        expect(loss).toBeCloseTo(
          pairs.reduce((sum, [chance, label]) => sum + lossOf(chance / 20, label), 0),
          6,
        );
        for (const window of windows.slice(0, -1)) expect(window.rows).toBe(rowsPerWindow);
      }),
    );
  });

  it('keeps the newest windows, and refuses to go back in time', () => {
    const validation = new ProgressiveValidation({ rowsPerWindow: 1, mostWindows: 3 });
    for (let at = 0; at < 10; at += 1) validation.add(at, 0.5, 1);
    expect(validation.windows().map((window) => window.from)).toEqual([7, 8, 9]);
    const other = new ProgressiveValidation({ rowsPerWindow: 10 });
    other.add(5, 0.5, 0);
    expect(() => other.add(4, 0.5, 0)).toThrow(/order of time/);
  });

  it('shows a model that goes wrong in the window where it does', () => {
    const random = seededRandom('windows');
    const validation = new ProgressiveValidation({ rowsPerWindow: 2000 });
    for (let at = 0; at < 4000; at += 1) validation.add(at, 0.2, random.next() < (at < 2000 ? 0.2 : 0.05) ? 1 : 0);
    const [good, bad] = validation.windows();
    expect(good?.ratio).toBeCloseTo(1, 0);
    expect(bad?.ratio).toBeGreaterThan(3);
    expect(bad?.ne).toBeGreaterThan(1.2);
  });
});
