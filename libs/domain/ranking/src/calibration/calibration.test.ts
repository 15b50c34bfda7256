import { seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measurePredictions } from '../metrics/measure.ts';
import type { Predictions } from '../metrics/prediction.ts';
import { calibrate, fitCalibrator } from './calibrator.ts';
import { GlobalBias } from './global-bias.ts';
import { applyIsotonic, fitIsotonic } from './isotonic.ts';
import { applyPlatt, fitPlatt, logitOf } from './platt.ts';
import { correctForSampling } from './sampling.ts';

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 80 });
const predictionsOf = (pairs: ReadonlyArray<readonly [number, number]>): Predictions => ({
  chances: Float64Array.from(pairs, ([chance]) => chance / 30),
  labels: Uint8Array.from(pairs, ([, label]) => label),
});

/** Chances that say `twist` of the true log-odds. */
function drawn(count: number, twist: (logit: number) => number, seed = 'drawn'): Predictions {
  const random = seededRandom(seed);
  const truths = Float64Array.from({ length: count }, () => random.next() * 5 - 4);
  return {
    chances: truths.map((truth) => 1 / (1 + Math.exp(-twist(truth)))),
    labels: Uint8Array.from(truths, (truth) => (random.next() < 1 / (1 + Math.exp(-truth)) ? 1 : 0)),
  };
}

describe('isotonic regression', () => {
  it('rises, keeps the mean, and is the nearest rising map: each block is the min of max of means', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const predictions = predictionsOf(pairs);
        const fitted = fitIsotonic(predictions);
        fitted.rates.forEach((rate, at) => expect(rate).toBeGreaterThan(at === 0 ? -1 : (fitted.rates[at - 1] as number)));
        const sum = pairs.reduce((total, [chance]) => total + applyIsotonic(fitted, chance / 30), 0);
        expect(sum).toBeCloseTo(
          pairs.reduce((total, [, label]) => total + label, 0),
          9,
        );
        const scores = [...new Set(pairs.map(([score]) => score))].sort((a, b) => a - b);
        const mean = (from: number, to: number): number => {
          const inside = pairs.filter(([score]) => score >= from && score <= to);
          return inside.reduce((total, [, label]) => total + label, 0) / inside.length;
        };
        for (const score of scores) {
          const maxMin = Math.max(
            ...scores
              .filter((from) => from <= score)
              .map((from) => Math.min(...scores.filter((to) => to >= score).map((to) => mean(from, to)))),
          );
          expect(applyIsotonic(fitted, score / 30)).toBeCloseTo(maxMin, 9);
        }
      }),
    );
  });
});

describe('Platt scaling', () => {
  it('finds the line that was bent, and its slope at the least is 0', () => {
    const fitted = fitPlatt(drawn(100_000, (logit) => logit * 2 + 1));
    expect(fitted.slope).toBeCloseTo(0.5, 1);
    expect(fitted.intercept).toBeCloseTo(-0.5, 1);
    expect(applyPlatt(fitted, 1 / (1 + Math.exp(-1)))).toBeCloseTo(0.5, 1);
  });

  it('promises no certainty from a few', () => {
    const fitted = fitPlatt({ chances: Float64Array.of(0.1, 0.2, 0.8, 0.9), labels: Uint8Array.of(0, 0, 1, 1) });
    for (const score of [0.1, 0.9]) expect(Math.abs(logitOf(applyPlatt(fitted, score)))).toBeLessThan(3);
  });
});

describe('calibration', () => {
  it('takes isotonic regression from 1,000 of the rarer label on, Platt below, none without both', () => {
    const many = drawn(10_000, (logit) => logit);
    expect(fitCalibrator(many).kind).toBe('isotonic');
    expect(fitCalibrator({ chances: many.chances.slice(0, 1000), labels: many.labels.slice(0, 1000) }).kind).toBe('platt');
    expect(fitCalibrator({ chances: Float64Array.of(0.5), labels: Uint8Array.of(1) }).kind).toBe('none');
    expect(fitCalibrator(many, 'platt').kind).toBe('platt');
  });

  it('mends on unseen rows what a twisted model says', () => {
    const twist = (logit: number): number => logit * 2 + 1;
    const test = drawn(50_000, twist, 'test');
    for (const wish of ['isotonic', 'platt'] as const) {
      const calibrator = fitCalibrator(drawn(50_000, twist, 'fit'), wish);
      const mended = measurePredictions({ ...test, chances: test.chances.map((score) => calibrate(calibrator, score)) });
      expect(mended.ece).toBeLessThan(0.01);
      expect(mended.ratio).toBeCloseTo(1, 1);
    }
    expect(measurePredictions(test).ece).toBeGreaterThan(0.05);
  });

  it('a global bias follows a rate that moves', () => {
    const random = seededRandom('bias');
    const bias = new GlobalBias({ memoryRows: 2000 });
    for (let row = 0; row < 20_000; row += 1) bias.learn(0.3, random.next() < 0.1 ? 1 : 0);
    expect(bias.apply(0.3)).toBeGreaterThan(0.08);
    expect(bias.apply(0.3)).toBeLessThan(0.12);
    expect(bias.apply(0.6)).toBeGreaterThan(bias.apply(0.3));
  });

  it('undoes the sampling of negatives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 100 }), (perMille, percent) => {
        const [truth, kept] = [perMille / 1000, percent / 100];
        const sampled = truth / (truth + (1 - truth) * kept);
        expect(correctForSampling(sampled, kept)).toBeCloseTo(truth, 9);
      }),
    );
    expect(() => correctForSampling(0.5, 0)).toThrow(/above 0/);
  });
});
