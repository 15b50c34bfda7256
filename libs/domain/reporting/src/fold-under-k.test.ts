import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldUnderK } from './fold-under-k.ts';

const counted = (key: string, people: bigint) => ({ key, label: key, people, fields: { people, views: people * 3n } });
const rowsOf = (...people: bigint[]) => people.map((count, index) => counted(`row${index}`, count));
const k = 50;

describe('the k gate of reports', () => {
  it('folds small rows into one that still sums to the total', () => {
    const folded = foldUnderK(rowsOf(200n, 30n, 25n), k);
    expect(folded.shown.map((row) => row.key)).toEqual(['row0']);
    expect(folded.underK).toEqual({ people: 55n, views: 165n });
    expect(folded.folded).toBe(2);
  });

  it('folds the next smallest row too when the small ones together are under k', () => {
    const folded = foldUnderK(rowsOf(200n, 60n, 3n), k);
    expect(folded.shown.map((row) => row.key)).toEqual(['row0']);
    expect(folded.underK).toMatchObject({ people: 63n });
  });

  it('shows nothing where all rows together are under k', () => {
    expect(foldUnderK(rowsOf(20n, 3n), k)).toEqual({ shown: [], underK: undefined, folded: 2 });
  });

  it('leaves rows alone when each has k people', () => {
    expect(foldUnderK(rowsOf(50n, 51n), k).folded).toBe(0);
  });

  it('never shows a row or a difference to the total of 1 to k − 1 people', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 200n)), (people) => {
        const rows = rowsOf(...people);
        const { shown, underK } = foldUnderK(rows, k);
        for (const row of shown) expect(row.people).toBeGreaterThanOrEqual(50n);
        const total = people.reduce((sum, count) => sum + count, 0n);
        const hidden = total - shown.reduce((sum, row) => sum + row.people, 0n);
        if (underK) expect(underK['people']).toBe(hidden);
        if (shown.length > 0 && hidden > 0n) expect(hidden).toBeGreaterThanOrEqual(50n);
      }),
    );
  });
});
