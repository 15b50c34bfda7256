import type { Micros } from '@flywheel/primitives';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocateReinvestment, firstReinvestmentRule } from './reinvestment-rule.ts';

it('the funds sum to a tenth of the basis, rounded down', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 10n, max: 10n ** 16n }), (basis) => {
      const allocation = allocateReinvestment(basis as Micros, firstReinvestmentRule);
      expect(allocation?.totalMicros).toBe(basis / 10n);
      expect(allocation?.funds.reduce((sum, each) => sum + each.amountMicros, 0n)).toBe(basis / 10n);
    }),
  );
});

it('a month without profit allocates nothing', () => {
  expect(allocateReinvestment(0n as Micros, firstReinvestmentRule)).toBeUndefined();
  expect(allocateReinvestment(-5n as Micros, firstReinvestmentRule)).toBeUndefined();
});

it('the funds get 40, 25, 15 and 20 parts of a hundred', () => {
  const allocation = allocateReinvestment(1000n as Micros, firstReinvestmentRule);
  expect(allocation?.funds.map((each) => each.amountMicros)).toEqual([40n, 25n, 15n, 20n]);
});
