import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from './micros.ts';
import { splitByLargestRemainder } from './split.ts';

const parts = fc
  .uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.bigInt({ min: 0n, max: 10n ** 15n })), {
    selector: ([id]) => id,
    minLength: 1,
    maxLength: 20,
  })
  .filter((list) => list.some(([, weight]) => weight > 0n))
  .map((list) => list.map(([id, weight]) => ({ id, weight })));
const total = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(micros);

describe('splitByLargestRemainder', () => {
  it('gives parts that sum to the total, each the floor or one more', () => {
    fc.assert(
      fc.property(total, parts, (amount, list) => {
        const split = splitByLargestRemainder(amount, list);
        const weights = list.reduce((sum, part) => sum + part.weight, 0n);
        expect([...split.values()].reduce((sum, part) => sum + part, 0n)).toBe(amount);
        for (const part of list) {
          const floor = (amount * part.weight) / weights;
          expect([floor, floor + 1n]).toContain(split.get(part.id));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on the order of the parts', () => {
    fc.assert(
      fc.property(total, parts, (amount, list) => {
        expect([...splitByLargestRemainder(amount, [...list].reverse())].sort()).toEqual([...splitByLargestRemainder(amount, list)].sort());
      }),
    );
  });

  it('refuses a positive total over zero weights', () => {
    expect(() => splitByLargestRemainder(micros(1), [{ id: 'a', weight: 0n }])).toThrow(/positive weight/);
  });
});
