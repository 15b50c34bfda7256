import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareP, normalQuantile, twoSidedP } from './distributions.ts';

const close = (got: number, want: number, within = 1e-12): void => expect(Math.abs(got / want - 1)).toBeLessThan(within);

describe('tail chances, against values to 16 digits', () => {
  it.each([
    { z: 0.5, p: 0.6170750774519738 },
    { z: 1, p: 0.3173105078629141 },
    { z: 1.959963984540054, p: 0.05 },
    { z: 2.151, p: 0.03147619968384652 },
    { z: 5, p: 5.733031437583878e-7 },
    { z: 10, p: 1.523970604832105e-23 },
    { z: 30, p: 9.813427854296374e-198 },
  ])('two sides of $z', ({ z, p }) => {
    close(twoSidedP(z), p);
    close(twoSidedP(-z), p);
  });

  it('χ² of two degrees is e^(−x/2), of one the normal squared', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 600, noNaN: true }), (x) => {
        close(chiSquareP(x, 2), Math.exp(-x / 2), 1e-11);
        close(chiSquareP(x, 1), twoSidedP(Math.sqrt(x)), 1e-11);
      }),
    );
  });

  it('a quantile has the chance it is of', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (chance) => {
        close(twoSidedP(normalQuantile(chance)) / 2, chance, 1e-11);
        expect(normalQuantile(1 - chance)).toBeCloseTo(-normalQuantile(1 - (1 - chance)), 8);
      }),
    );
  });
});
