import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeStep, toldSize } from './told-size.ts';

const secret = 'a secret of this deployment';
const sizes = { people: fc.nat(2_000_000), least: fc.integer({ min: 20, max: 2000 }), subject: fc.string() };

describe('a told size', () => {
  it('is null below the least and never less than it above', () => {
    fc.assert(
      fc.property(sizes.people, sizes.least, sizes.subject, (people, least, subject) => {
        const told = toldSize({ people, least, secret, subject });
        if (people < least) expect(told).toBeNull();
        else expect(told).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is a multiple of the least and close to the true one', () => {
    fc.assert(
      fc.property(sizes.people, sizes.least, sizes.subject, (people, least, subject) => {
        const told = toldSize({ people, least, secret, subject });
        if (told === null) return;
        expect(Math.abs(told - people)).toBeLessThanOrEqual(2 * sizeStep(people, least));
        expect(told % least).toBe(0);
      }),
      { numRuns: 20_000 },
    );
  });

  it('differs from another by nothing or by at least the least: no two of them isolate fewer people', () => {
    fc.assert(
      fc.property(sizes.people, fc.nat(3000), sizes.least, sizes.subject, fc.string(), (people, more, least, subject, other) => {
        const one = toldSize({ people, least, secret, subject }) ?? 0;
        const two = toldSize({ people: people + more, least, secret, subject: other }) ?? 0;
        const difference = Math.abs(two - one);
        expect(difference === 0 || difference >= least).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('has two significant digits', () => {
    for (const people of [1234, 98_765, 105, 123_456]) {
      const told = toldSize({ people, least: 20, secret, subject: 'x' }) ?? 0;
      expect(told % 10 ** (String(told).length - 2)).toBe(0);
    }
  });

  it('turns over at a place that depends on the secret: one person more shows in one of many cases, and nobody knows in which', () => {
    const least = 100;
    const turned = (subjects: number, from: number): number =>
      Array.from({ length: subjects }, (_, at) => `audience ${at}`).filter(
        (subject) => toldSize({ people: from, least, secret, subject }) !== toldSize({ people: from + 1, least, secret, subject }),
      ).length;
    // One of 100 on average, wherever the true size lies.
    for (const from of [250, 399, 500, 777]) expect(turned(5000, from) / 5000).toBeLessThan(0.02);
  });
});
