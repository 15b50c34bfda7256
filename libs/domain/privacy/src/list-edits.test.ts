import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editRefusal, leastEdit, leastMove, mostEditsPerDay, toldPeople } from './list-edits.ts';

describe('a change of an uploaded list', () => {
  const change = { added: leastEdit, removed: 0, editsOfAudience: 1, editsOfAccount: 1 };
  it('is refused below the least number of identifiers', () => {
    expect(editRefusal(change)).toBeUndefined();
    expect(editRefusal({ ...change, added: leastEdit - 1 })).toMatchObject({ reason: 'too-small' });
    expect(editRefusal({ ...change, added: 50, removed: 50 })).toBeUndefined();
  });

  it('is refused when lists changed too often in a day', () => {
    expect(editRefusal({ ...change, editsOfAudience: mostEditsPerDay.audience })).toBeUndefined();
    expect(editRefusal({ ...change, editsOfAudience: mostEditsPerDay.audience + 1 })).toMatchObject({ reason: 'too-often' });
    expect(editRefusal({ ...change, editsOfAccount: mostEditsPerDay.account + 1 })).toMatchObject({ reason: 'too-often' });
  });
});

describe('what a size is told from', () => {
  it('never follows a move of fewer people than the least, however the true count gets there', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.array(fc.integer({ min: -60, max: 60 }), { maxLength: 30 }), (start, moves) => {
        let told = start;
        let people = start;
        for (const move of moves) {
          people = Math.max(0, people + move);
          const next = toldPeople(told, people);
          if (next !== told) {
            expect(Math.abs(people - told)).toBeGreaterThanOrEqual(leastMove);
            expect(next).toBe(people);
          } else expect(Math.abs(people - told)).toBeLessThan(leastMove);
          told = next;
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
