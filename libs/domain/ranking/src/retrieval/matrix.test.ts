import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalOrder } from './canonical-order.ts';
import { interactionMatrix, partOf, rowOf, transpose } from './interaction-matrix.ts';
import { modelHash } from './model-hash.ts';
import { fitItemItem } from './item-item.ts';
import { strongest } from './strongest.ts';

const size = { users: 12, items: 15 };
const pairs = fc.array(fc.tuple(fc.nat(size.users - 1), fc.nat(size.items - 1)), { maxLength: 80 });
const matrixOf = (list: ReadonlyArray<readonly [number, number]>) =>
  interactionMatrix({ users: Int32Array.from(list, ([user]) => user), items: Int32Array.from(list, ([, item]) => item) }, size);

describe('the interaction matrix', () => {
  it('holds each pair once, items ascending, whatever the order and the repeats', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const matrix = matrixOf(list);
        for (let user = 0; user < size.users; user += 1) {
          const wanted = [...new Set(list.filter(([own]) => own === user).map(([, item]) => item))].sort((a, b) => a - b);
          expect([...rowOf(matrix, user)]).toEqual(wanted);
        }
        expect(matrixOf([...list, ...list].reverse())).toEqual(matrix);
      }),
    );
  });

  it('is itself when turned twice, and a part of all is the whole', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const matrix = matrixOf(list);
        expect(transpose(transpose(matrix))).toEqual(matrix);
        const columns = Int32Array.from({ length: size.items }, (_, item) => item);
        expect(partOf(matrix, { columns, rows: Int32Array.from({ length: size.users }, (_, user) => user) })).toEqual(matrix);
      }),
    );
  });

  it('refuses a number outside', () => {
    expect(() => matrixOf([[size.users, 0]])).toThrow(RangeError);
    expect(() => matrixOf([[0, -1]])).toThrow(RangeError);
  });
});

describe('the strongest', () => {
  it('are the first of a full sort', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 60 }), fc.nat(70), (list, take) => {
        const scores = Float64Array.from(list);
        const sorted = [...scores.keys()].sort((a, b) => (list[b] ?? 0) - (list[a] ?? 0) || a - b);
        expect([...strongest(scores, take)]).toEqual(sorted.slice(0, take));
        expect([...strongest(scores, take, { floor: 0 })]).toEqual(sorted.filter((at) => (list[at] ?? 0) > 0).slice(0, take));
      }),
    );
  });
});

describe('canonical numbers', () => {
  it('do not know how users and items are called or in which order they come: the model is the same to the bit', () => {
    const shuffles = fc.tuple(
      fc.shuffledSubarray([...Array(size.users).keys()], { minLength: size.users }),
      fc.shuffledSubarray([...Array(size.items).keys()], { minLength: size.items }),
    );
    fc.assert(
      fc.property(pairs, shuffles, fc.nat(), (list, [userNames, itemNames], turn) => {
        const distinct = [...new Map(list.map((pair) => [pair.join(), pair])).values()];
        const renamed = distinct.map(([user, item]) => [userNames[user] ?? 0, itemNames[item] ?? 0] as const);
        const times = distinct.map((_pair, time) => time);
        const turned = <T>(all: T[]): T[] => [...all.slice(turn % 7), ...all.slice(0, turn % 7)];
        expect(hashOf(turned(renamed), turned(times))).toBe(hashOf(distinct, times));
      }),
    );
  });
});

function hashOf(list: ReadonlyArray<readonly [number, number]>, times: readonly number[]): string {
  const users = Int32Array.from(list, ([user]) => user);
  const items = Int32Array.from(list, ([, item]) => item);
  const { userAt, itemAt } = canonicalOrder({ users, items, mark: Float64Array.from(times) }, size);
  const matrix = interactionMatrix({ users: users.map((user) => userAt[user] ?? 0), items: items.map((item) => itemAt[item] ?? 0) }, size);
  return modelHash(fitItemItem(matrix, { a: 0.5, b: 0.5, c: 0.25, neighbours: size.items }));
}
