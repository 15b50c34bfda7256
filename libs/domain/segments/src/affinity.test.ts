import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWeight, blend, decay, type Affinity } from './affinity.ts';
import { halfLives } from './half-lives.ts';

const start = Date.UTC(2026, 0, 1);
const act = fc.record({
  weight: fc.double({ min: -10, max: 10, noNaN: true }),
  at: fc.integer({ min: start, max: start + 90 * 86_400_000 }),
});
const end = start + 120 * 86_400_000;

function total(acts: Array<{ weight: number; at: number }>): number {
  const sum = acts.reduce<Affinity | undefined>((sofar, { weight, at }) => addWeight(sofar, weight, at), undefined);
  return sum ? blend(sum, end) : 0;
}

describe('an affinity', () => {
  it('does not depend on the order of events', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 40 }), (acts, turn) => {
        const turned = [...acts.slice(turn % acts.length), ...acts.slice(0, turn % acts.length)];
        expect(total(turned)).toBeCloseTo(total(acts), 6);
      }),
    );
  });

  it('only shrinks while nothing happens', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ weight: fc.double({ min: 0, max: 10, noNaN: true }), at: fc.constant(start) }), { minLength: 1 }),
        fc.nat(90),
        (acts, days) => {
          const sum = acts.reduce<Affinity | undefined>((sofar, { weight, at }) => addWeight(sofar, weight, at), undefined) as Affinity;
          expect(blend(sum, start + (days + 1) * 86_400_000)).toBeLessThanOrEqual(blend(sum, start + days * 86_400_000));
        },
      ),
    );
  });

  it('halves in one half-life', () => {
    expect(decay(8, halfLives.mid, halfLives.mid)).toBe(4);
    expect(blend(addWeight(undefined, 10, start), start)).toBeCloseTo(10, 12);
  });
});
