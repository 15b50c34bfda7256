import fc from 'fast-check';
import { seededRandom, type Random } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { fitLogistic, logistic, logitOf, type LogisticRow } from './fit-logistic.ts';
import type { InterestVector } from './lookalike.ts';
import { risen, standingsOf, surpassed } from './standing.ts';
import { trainLookalike, type LookalikeSample } from './train-lookalike.ts';
import { validateLookalike } from './validate-lookalike.ts';

const popularity = { people: 10_000, peopleOf: () => 1000 };
const nodes = Array.from({ length: 40 }, (_, n) => `tag:${n}`);

/** Somebody who likes each of 40 topics with a chance of .15, and each of the first eight with another one. */
function person(random: Random, chance: number): InterestVector {
  const liked = nodes.filter((_, n) => random.next() < (n < 8 ? chance : 0.15));
  return new Map(liked.map((node) => [node, 1 + 4 * random.next()]));
}

function sampleOf(seed: string, chances: { seed: number; others: number }, people = 400): LookalikeSample {
  const random = seededRandom(seed);
  const group = (chance: number, count: number): InterestVector[] => Array.from({ length: count }, () => person(random, chance));
  return { seed: group(chances.seed, people), background: group(chances.others, people * 2) };
}

const validated = (sample: LookalikeSample): ReturnType<typeof validateLookalike> => validateLookalike(sample, popularity);

describe('a logistic regression', () => {
  const row = fc.record({
    values: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }),
    label: fc.constantFrom(0 as const, 1 as const),
    weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
  });
  const rowsOf = fc
    .array(row, { minLength: 2, maxLength: 40 })
    .map((rows): LogisticRow[] => rows.map((each) => ({ ...each, at: [0, 1, 2] })))
    .filter((rows) => new Set(rows.map(({ label }) => label)).size === 2);

  it('ends where no weight can be moved for the better: the penalised slope is nought', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const fit = fitLogistic(rows, 3, 1);
        const wrong = rows.map(({ at, values, label, weight }) => weight * (logistic(logitOf(fit, at, values)) - label));
        const slopes = [0, 1, 2].map((place) => rows.reduce((sum, { values }, n) => sum + (wrong[n] ?? 0) * (values[place] ?? 0), 0));
        slopes.forEach((slope, place) => expect(slope + (fit.weights[place] ?? 0)).toBeCloseTo(0, 2));
        expect(wrong.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 2);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a standing', () => {
  it('is the share of others that are surpassed, equal ones by half', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), fc.integer({ min: 0, max: 9 }), (values, value) => {
        const below = values.filter((each) => each < value).length;
        const same = values.filter((each) => each === value).length;
        expect(surpassed(risen(values), value)).toBeCloseTo((below + same / 2) / values.length, 12);
      }),
    );
  });

  it('does not ask how far apart scores are', () => {
    const scores = fc.array(fc.record({ centroid: fc.integer({ min: 0, max: 100 }), logit: fc.integer({ min: -50, max: 50 }) }));
    fc.assert(
      fc.property(scores, (people) => {
        const stretched = people.map(({ centroid, logit }) => ({ centroid: centroid ** 3, logit: Math.exp(logit / 10) }));
        expect(standingsOf(stretched, stretched)).toEqual(standingsOf(people, people));
      }),
    );
  });
});

describe('a lookalike', () => {
  it('tells unseen people of a seed with interests of its own from random people', () => {
    const { auc, low, high } = validated(sampleOf('alike', { seed: 0.45, others: 0.15 }));
    expect(auc).toBeGreaterThan(0.85);
    expect(low).toBeGreaterThan(0.8);
    expect(high).toBeLessThan(1);
  });

  it('knows nothing of a seed that was drawn at random: its interval holds ½ in about 95 of 100 samples', () => {
    let holds = 0;
    for (let n = 0; n < 300; n += 1) {
      const { low, high } = validated(sampleOf(`random ${n}`, { seed: 0.15, others: 0.15 }, 120));
      if (low <= 0.5 && high >= 0.5) holds += 1;
    }
    expect(holds).toBeGreaterThanOrEqual(276);
  });

  it('says chances that come true, and none falls where a standing rises', () => {
    const chances = { seed: 0.3, others: 0.15 };
    const { chanceOf } = validated(sampleOf('calibrated', chances, 1000));
    const grid = Array.from({ length: 101 }, (_, n) => chanceOf(n / 100));
    expect(grid.every((chance, at) => at === 0 || chance >= (grid[at - 1] ?? 0))).toBe(true);
    const fresh = sampleOf('calibrated later', chances, 1500);
    const { scoresOf } = trainLookalike(sampleOf('calibrated', chances, 1000), popularity);
    const others = fresh.background.slice(0, 1500).map(scoresOf);
    const told = [
      ...standingsOf(fresh.seed.map(scoresOf), others).map((standing) => ({ chance: chanceOf(standing), label: 1 })),
      ...standingsOf(others, others).map((standing) => ({ chance: chanceOf(standing), label: 0 })),
    ].toSorted((a, b) => a.chance - b.chance);
    for (let bin = 0; bin < 5; bin += 1) {
      const within = told.slice(bin * 600, (bin + 1) * 600);
      const mean = (of: (each: (typeof told)[number]) => number): number => within.reduce((sum, each) => sum + of(each), 0) / within.length;
      expect(Math.abs(mean(({ chance }) => chance) - mean(({ label }) => label))).toBeLessThan(0.07);
    }
  });

  it('learns nothing from the names of interests', () => {
    const sample = sampleOf('named', { seed: 0.3, others: 0.15 }, 200);
    const renamed = (people: readonly InterestVector[]): InterestVector[] =>
      people.map((each) => new Map([...each].map(([node, strength]) => [`x${node}`, strength])));
    const other = { seed: renamed(sample.seed), background: renamed(sample.background) };
    expect(validated(other).auc).toBeCloseTo(validated(sample).auc, 6);
  });
});
