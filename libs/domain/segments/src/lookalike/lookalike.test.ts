import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centroidModel, mostAlike, type InterestVector } from './lookalike.ts';

const likes = (...nodes: string[]): InterestVector => new Map(nodes.map((node) => [node, 1]));
const popularity = { people: 1000, peopleOf: (node: string) => ({ chess: 20, go: 30, news: 990 })[node] ?? 500 };
const vector = fc
  .array(fc.tuple(fc.constantFrom('chess', 'go', 'news', 'food'), fc.double({ min: 0.01, max: 9, noNaN: true })), { maxLength: 4 })
  .map((entries): InterestVector => new Map(entries));

describe('the centroid of a seed', () => {
  it('finds people with the same rare interests most alike, whatever everybody likes', () => {
    const { similarity } = centroidModel([likes('chess', 'news'), likes('chess', 'go')], popularity);
    expect(similarity(likes('chess'))).toBeGreaterThan(similarity(likes('go')));
    expect(similarity(likes('go'))).toBeGreaterThan(similarity(likes('news')));
    expect(similarity(likes('food'))).toBe(0);
  });

  it('is like nobody without interests', () => {
    expect(centroidModel([], popularity).similarity(likes('chess'))).toBe(0);
  });

  it('answers from 0 to 1, whatever the strength of an interest', () => {
    fc.assert(
      fc.property(fc.array(vector, { maxLength: 5 }), vector, fc.double({ min: 0.1, max: 100, noNaN: true }), (seed, person, factor) => {
        const { similarity } = centroidModel(seed, popularity);
        const one = similarity(person);
        expect(one).toBeGreaterThanOrEqual(0);
        expect(one).toBeLessThanOrEqual(1);
        const stronger = new Map([...person].map(([node, strength]) => [node, strength * factor]));
        expect(similarity(stronger)).toBeCloseTo(one, 6);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('the most alike', () => {
  it('are a share of everyone, larger shares hold smaller ones, and nobody without anything in common is among them', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const person = fc.record({ viewer: fc.uuid(), similarity: share, standing: share });
    fc.assert(
      fc.property(
        fc.uniqueArray(person, { selector: (each) => each.viewer, maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (people, percent) => {
          const few = mostAlike(people, percent, 200);
          const more = mostAlike(people, percent + 1, 200);
          expect(few.length).toBeLessThanOrEqual(2 * percent);
          expect(more.slice(0, few.length)).toEqual(few);
          expect(more.every((each) => each.similarity > 0)).toBe(true);
        },
      ),
    );
  });
});
