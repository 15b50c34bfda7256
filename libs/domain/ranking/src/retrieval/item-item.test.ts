import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoOccurrence } from './co-occurrence.ts';
import { interactionMatrix, rowOf } from './interaction-matrix.ts';
import { fitItemItem, userWeight } from './item-item.ts';
import { recommend, whyItem } from './recommend.ts';
import { fitPopularity } from './popularity.ts';
import { fitSar, sarAffinity } from './sar.ts';

const size = { users: 8, items: 10 };
const acts = fc.array(fc.record({ user: fc.nat(7), item: fc.nat(9), back: fc.boolean() }), { maxLength: 90 });
const exponent = fc.constantFrom(0, 0.25, 0.5, 1);
const matrixOf = (list: ReadonlyArray<readonly [number, number]>) =>
  interactionMatrix({ users: Int32Array.from(list, ([user]) => user), items: Int32Array.from(list, ([, item]) => item) }, size);

describe('item-item', () => {
  it('is the formula: the strongest of d_i^−b · d_j^−c · Σ d_u^−a over common users', () => {
    const pairs = fc.array(fc.tuple(fc.nat(7), fc.nat(9)), { maxLength: 60 });
    fc.assert(
      fc.property(pairs, exponent, exponent, exponent, fc.integer({ min: 1, max: 10 }), (list, a, b, c, neighbours) => {
        const matrix = matrixOf(list);
        const { neighbours: found } = fitItemItem(matrix, { a, b, c, neighbours });
        const rows = Array.from({ length: size.users }, (_, user) => [...rowOf(matrix, user)]);
        const degree = (item: number): number => rows.filter((row) => row.includes(item)).length;
        for (let i = 0; i < size.items; i += 1) {
          const ties = Array.from({ length: size.items }, (_, j) => {
            const sum = rows.filter((row) => j !== i && row.includes(i) && row.includes(j)).reduce((all, row) => all + row.length ** -a, 0);
            return sum === 0 ? 0 : sum * degree(i) ** -b * degree(j) ** -c;
          });
          const wanted = ties
            .filter((tie) => tie > 0)
            .sort((x, y) => y - x)
            .slice(0, neighbours);
          const weights = [...found.weight.subarray(found.start[i], found.start[i + 1])];
          expect(weights.length).toBe(wanted.length);
          weights.forEach((weight, n) => expect(weight).toBeCloseTo(wanted[n] ?? -1, 5));
        }
      }),
    );
  });

  it('counted act by act, with windows and taking back, equals a full fit on what is left, exactly', () => {
    fc.assert(
      fc.property(acts, exponent, fc.integer({ min: 1, max: 6 }), (list, a, mostItems) => {
        const counts = new CoOccurrence({ a, mostItems });
        for (const { user, item, back } of list) if (!back || !counts.remove(user, item)) counts.add(user, item);
        const fresh = new CoOccurrence({ a });
        const matrix = counts.matrix(size);
        for (let user = 0; user < size.users; user += 1) {
          expect(rowOf(matrix, user).length).toBeLessThanOrEqual(mostItems);
          for (const item of rowOf(matrix, user)) fresh.add(user, item);
        }
        const { neighbours } = fitItemItem(matrix, { a, b: 0, c: 0, neighbours: size.items });
        let pairs = 0;
        for (let item = 0; item < size.items; item += 1) {
          const row = [...counts.row(item)].sort((x, y) => x[0] - y[0]);
          expect(row).toEqual([...fresh.row(item)].sort((x, y) => x[0] - y[0]));
          expect(counts.peopleOf(item)).toBe(fresh.peopleOf(item));
          const [from, to] = [neighbours.start[item], neighbours.start[item + 1]];
          const fitted = [...neighbours.at.subarray(from, to)].map((other, n) => [other, neighbours.weight[(from ?? 0) + n]] as const);
          expect(row.map(([other, sum]) => [other, Math.fround(sum)])).toEqual([...fitted].sort((x, y) => x[0] - y[0]));
          pairs += row.length / 2;
        }
        expect(counts.pairs).toBe(pairs);
      }),
    );
  });

  it('counts of pairs never pass their limit: what would is refused and nothing changes', () => {
    const counts = new CoOccurrence({ a: 0.5, mostPairs: 3 });
    for (const item of [0, 1, 2]) expect(counts.add(1, item)).toBe('added');
    expect(counts.add(1, 2)).toBe('known');
    expect(counts.add(1, 3)).toBe('full');
    expect([counts.pairs, counts.row(3).size, counts.peopleOf(3)]).toEqual([3, 0, 0]);
  });

  it('a busy user counts less, and never nothing', () => {
    expect(userWeight(4, 0.5)).toBe(0.5);
    expect(userWeight(2 ** 30, 1.5)).toBeGreaterThan(0);
  });
});

describe('why an item was recommended', () => {
  it('names what of the history it is tied to, by shares of its score', () => {
    const matrix = matrixOf([
      [0, 0],
      [0, 2],
      [1, 0],
      [1, 2],
      [2, 1],
      [2, 2],
      [3, 3],
      [3, 4],
    ]);
    const model = fitItemItem(matrix, { a: 0, b: 0, c: 0, neighbours: 10 });
    if (model.kind !== 'itemitem') throw new Error('item-item fits item-item');
    const history = { items: Int32Array.of(0, 1, 3) };
    expect(recommend(model, history, { take: 1, popularity: fitPopularity(matrix) })).toEqual({
      items: Int32Array.of(2),
      source: 'personal',
    });
    expect(whyItem(model, history, { item: 2 })).toEqual([
      { item: 0, share: 2 / 3 },
      { item: 1, share: 1 / 3 },
    ]);
    expect(whyItem(model, history, { item: 9 })).toEqual([]);
  });
});

describe('SAR', () => {
  it('ties items by Jaccard over users, an item with itself by 1', () => {
    const { neighbours } = fitSar(
      matrixOf([
        [0, 0],
        [1, 0],
        [1, 1],
        [2, 1],
        [3, 1],
      ]),
    );
    expect([...neighbours.at.subarray(0, 2)]).toEqual([0, 1]);
    expect([...neighbours.weight.subarray(0, 2)]).toEqual([1, 0.25]);
  });

  it('halves what an act is worth in each half-life', () => {
    expect(sarAffinity({ rating: 4, time: 0 }, { now: 60, halfLife: 30 })).toBe(1);
    expect(sarAffinity({ rating: 4, time: 60 }, { now: 60, halfLife: 30 })).toBe(4);
  });
});
