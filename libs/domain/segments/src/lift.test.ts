import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shrunkLift } from './lift.ts';

const share = fc.double({ min: 0.001, max: 1, noNaN: true });
const total = fc.double({ min: 0, max: 10_000, noNaN: true });

describe('shrunk lift', () => {
  it('is 1 for somebody exactly average, however active', () => {
    fc.assert(
      fc.property(share, total, (s, t) => {
        expect(shrunkLift({ own: s * t, total: t, share: s })).toBeCloseTo(1, 9);
      }),
    );
  });

  it('grows with own weight at an equal total', () => {
    fc.assert(
      fc.property(share, total, fc.double({ min: 0, max: 1, noNaN: true }), (s, t, part) => {
        expect(shrunkLift({ own: t, total: t, share: s })).toBeGreaterThanOrEqual(shrunkLift({ own: t * part, total: t, share: s }));
      }),
    );
  });

  it('is 1 where nobody has the node', () => {
    expect(shrunkLift({ own: 5, total: 5, share: 0 })).toBe(1);
  });
});
