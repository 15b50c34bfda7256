import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thresholdFor } from './threshold.ts';

const scored = fc.array(fc.record({ score: fc.integer({ min: 1, max: 99 }).map((n) => n / 100), positive: fc.boolean() }), {
  maxLength: 60,
});

describe('a threshold', () => {
  it('never catches more good texts than it is allowed', () => {
    fc.assert(
      fc.property(scored, fc.double({ min: 0, max: 1, noNaN: true }), (texts, most) => {
        const threshold = thresholdFor(texts, most);
        const good = texts.filter(({ positive }) => !positive);
        expect(good.filter(({ score }) => score >= threshold).length).toBeLessThanOrEqual(most * good.length);
      }),
    );
  });

  it('judges most texts right that it may', () => {
    const texts = [0.9, 0.8, 0.7, 0.3].map((score) => ({ score, positive: score !== 0.8 }));
    expect(thresholdFor(texts, 0)).toBeCloseTo(0.85, 12);
    expect(thresholdFor(texts, 1)).toBeCloseTo(0.15, 12);
  });
});
