import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAssignment } from './best-assignment.ts';
import { jaccard, leastLikeness, matchCommunities } from './match-communities.ts';

const square = fc
  .integer({ min: 1, max: 6 })
  .chain((size) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: size, maxLength: size }), { minLength: 1, maxLength: 6 }),
  );

describe('the best assignment', () => {
  it('is worth as much as the best of all assignments, and uses no column twice', () => {
    fc.assert(
      fc.property(square, (worth) => {
        const found = bestAssignment(worth);
        const used = found.filter((column) => column >= 0);
        expect(new Set(used).size).toBe(used.length);
        expect(used.length).toBe(Math.min(worth.length, worth[0]?.length ?? 0));
        expect(sumOf(worth, found)).toBe(bestByTryingAll(worth, 0, new Set()));
      }),
    );
  });
});

const communities = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 20 }), {
  minLength: 1,
  maxLength: 8,
});

describe('communities of two runs', () => {
  it('keep their ids when the run only lists them in another order', () => {
    fc.assert(
      fc.property(communities, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (lists, keys) => {
        const runs = disjoint(lists);
        const order = runs.map((_, index) => index).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
        const shuffled = order.flatMap((index) => runs[index] ?? []);
        expect(matchCommunities(runs, shuffled).map((match) => match.previous)).toEqual(order);
      }),
    );
  });

  it('are never continued by two, nor across less than the least likeness', () => {
    fc.assert(
      fc.property(communities, communities, (before, after) => {
        const [previous, next] = [disjoint(before), disjoint(after)];
        const matches = matchCommunities(previous, next);
        const continued = matches.flatMap((match) => (match.previous === undefined ? [] : [match.previous]));
        expect(new Set(continued).size).toBe(continued.length);
        matches.forEach((match, index) => {
          if (match.previous === undefined) return;
          expect(jaccard(next[index] ?? new Set(), previous[match.previous] ?? new Set())).toBeGreaterThanOrEqual(leastLikeness);
        });
      }),
    );
  });

  it('are new where nothing is alike', () => {
    expect(matchCommunities([new Set([1, 2])], [new Set([3]), new Set([1, 2, 4])])).toEqual([
      { previous: undefined, likeness: 0 },
      { previous: 0, likeness: 2 / 3 },
    ]);
  });
});

function sumOf(worth: ReadonlyArray<readonly number[]>, columns: readonly number[]): number {
  return columns.reduce((sum, column, row) => sum + (worth[row]?.[column] ?? 0), 0);
}

function bestByTryingAll(worth: ReadonlyArray<readonly number[]>, row: number, taken: ReadonlySet<number>): number {
  const own = worth[row];
  if (!own) return 0;
  const without = bestByTryingAll(worth, row + 1, taken);
  const choices = own.map((value, column) =>
    taken.has(column) ? 0 : value + bestByTryingAll(worth, row + 1, new Set([...taken, column])),
  );
  return Math.max(without, ...choices);
}

/** Sets that share nothing: an item belongs to the first list that names it. */
function disjoint(lists: ReadonlyArray<readonly number[]>): Array<Set<number>> {
  const seen = new Set<number>();
  return lists
    .map((list) => {
      const own = new Set(list.filter((item) => !seen.has(item)));
      own.forEach((item) => seen.add(item));
      return own;
    })
    .filter((own) => own.size > 0);
}
