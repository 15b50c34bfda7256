import { splitByLargestRemainder, type Micros } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainPart } from './explain-part.ts';

const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 });
const sum = (values: readonly bigint[]): bigint => values.reduce((total, each) => total + each, 0n);

describe('an explained part', () => {
  it('adds up to what the split gave, for every part of every split', () => {
    fc.assert(
      fc.property(weights, fc.bigInt({ min: 0n, max: 10n ** 12n }), (each, asked) => {
        const weightSum = sum(each);
        const total = (weightSum === 0n ? 0n : asked) as Micros;
        const split = splitByLargestRemainder(
          total,
          each.map((weight, n) => ({ id: String(n).padStart(2, '0'), weight })),
        );
        for (const [n, weight] of each.entries()) {
          const part = split.get(String(n).padStart(2, '0')) as Micros;
          const explained = explainPart({ total, weight, weightSum, part });
          expect(explained && explained.floorMicros + explained.extraMicros).toBe(part);
        }
      }),
    );
  });

  it('is none for an amount that no split gives', () => {
    const split = { total: 10n as Micros, weight: 1n, weightSum: 3n };
    expect(explainPart({ ...split, part: 3n as Micros })).toEqual({ exactMicros: '3.333333', floorMicros: 3n, extraMicros: 0n });
    expect(explainPart({ ...split, part: 4n as Micros })).toMatchObject({ extraMicros: 1n });
    expect(explainPart({ ...split, part: 5n as Micros })).toBeUndefined();
    expect(explainPart({ ...split, part: 2n as Micros })).toBeUndefined();
    // Nothing is left over where it divides: a micro more is no remainder's.
    expect(explainPart({ total: 9n as Micros, weight: 1n, weightSum: 3n, part: 4n as Micros })).toBeUndefined();
  });
});
