import { seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitEase } from './ease.ts';
import { fitIals, foldIn } from './ials.ts';
import { interactionMatrix, rowOf } from './interaction-matrix.ts';
import { solveInPlace } from './small-solve.ts';
import { invertInPlace, paddedSize } from './spd-inverse.ts';

/** A symmetric positive definite matrix: Σ v·vᵀ + I. */
function positive(n: number, seed: string): number[][] {
  const random = seededRandom(seed);
  const vectors = Array.from({ length: 5 }, () => Array.from({ length: n }, () => random.next() - 0.5));
  const cell = (i: number, j: number): number => vectors.reduce((sum, v) => sum + (v[i] ?? 0) * (v[j] ?? 0), i === j ? 1 : 0);
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => cell(i, j)));
}

describe('the blocked inverse', () => {
  it('times the matrix is the identity, at sizes within, at and across blocks', () => {
    for (const n of [1, 3, 4, 63, 64, 65, 130, 201]) {
      const [matrix, size] = [positive(n, `inverse ${n}`), paddedSize(n)];
      const a = new Float64Array(size * size);
      for (let i = 0; i < size; i += 1) for (let j = 0; j <= i; j += 1) a[i * size + j] = matrix[i]?.[j] ?? (i === j ? 1 : 0);
      const diagonal = invertInPlace(a, size);
      const inverse = (i: number, j: number): number => -((i === j ? diagonal[i] : a[Math.max(i, j) * size + Math.min(i, j)]) ?? 0);
      let worst = 0;
      for (let i = 0; i < n; i += 1) {
        for (let j = 0; j < n; j += 7) {
          let sum = 0;
          for (let k = 0; k < n; k += 1) sum += (matrix[i]?.[k] ?? 0) * inverse(k, j);
          worst = Math.max(worst, Math.abs(sum - (i === j ? 1 : 0)));
        }
      }
      expect(worst).toBeLessThan(1e-12);
    }
  });

  it('refuses what is not positive definite', () => {
    const a = Float64Array.from([1, 0, 0, 0, 2, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    expect(() => invertInPlace(a, 4)).toThrow(/not positive definite/);
  });
});

describe('EASE', () => {
  // More people than items, and more items than people: the two ways to the same matrix.
  const shapes = fc.constantFrom({ users: 10, items: 7 }, { users: 5, items: 24 });
  const logs = shapes.chain((size) =>
    fc.array(fc.tuple(fc.nat(size.users - 1), fc.nat(size.items - 1)), { minLength: 4, maxLength: 50 }).map((list) => ({ size, list })),
  );

  it('is the least-squares solution with a zero diagonal: no other entry of its gradient is off', () => {
    fc.assert(
      fc.property(logs, fc.constantFrom(1, 10, 200), ({ size, list }, lambda) => {
        const matrix = interactionMatrix(
          { users: Int32Array.from(list, ([u]) => u), items: Int32Array.from(list, ([, i]) => i) },
          { users: size.users, items: size.items },
        );
        const model = fitEase(matrix, { lambda, mostItems: 100 });
        if (model.kind !== 'ease') throw new Error('EASE fits EASE');
        const n = model.hot.length;
        const weight = (i: number, j: number): number => model.weight[i * n + j] ?? Number.NaN;
        const rows = Array.from({ length: size.users }, (_, user) => [...rowOf(matrix, user)].map((item) => model.hot.indexOf(item)));
        for (let j = 0; j < n; j += 1) {
          expect(weight(j, j)).toBe(0);
          const residual = rows.map((row) => row.reduce((sum, i) => sum + weight(i, j), row.includes(j) ? -1 : 0));
          for (let i = 0; i < n; i += 1) {
            const gradient = rows.reduce((sum, row, user) => sum + (row.includes(i) ? (residual[user] ?? 0) : 0), lambda * weight(i, j));
            if (i !== j) expect(Math.abs(gradient)).toBeLessThan(1e-4);
          }
        }
      }),
    );
  });

  it('takes the hottest where not all fit', () => {
    const list = [
      [0, 3],
      [1, 3],
      [2, 3],
      [0, 1],
      [1, 1],
      [2, 5],
    ] as const;
    const matrix = interactionMatrix(
      { users: Int32Array.from(list, ([u]) => u), items: Int32Array.from(list, ([, i]) => i) },
      { users: 3, items: 6 },
    );
    expect(fitEase(matrix, { lambda: 1, mostItems: 2 })).toMatchObject({ hot: Int32Array.of(1, 3) });
  });
});

describe('iALS', () => {
  const random = seededRandom('ials');
  const list = Array.from({ length: 400 }, () => [Math.floor(random.next() * 40), Math.floor(random.next() * 30)] as const);
  const matrix = interactionMatrix(
    { users: Int32Array.from(list, ([u]) => u), items: Int32Array.from(list, ([, i]) => i) },
    { users: 40, items: 30 },
  );
  const params = { dimensions: 8, alpha: 0.3, regularisation: 0.01, rounds: 5 };

  it('gives a new user the solution of the weighted least squares: its gradient is zero', () => {
    const model = fitIals(matrix, params, seededRandom('7'));
    if (model.kind !== 'ials') throw new Error('iALS fits iALS');
    const touched = Int32Array.of(1, 4, 9, 20);
    const person = foldIn(model, touched);
    const at = (item: number, k: number): number => model.factors[item * 8 + k] ?? 0;
    const score = (item: number): number => [...person].reduce((sum, value, k) => sum + value * at(item, k), 0);
    for (let k = 0; k < 8; k += 1) {
      let gradient = params.regularisation * (touched.length + params.alpha * 30) * (person[k] ?? 0);
      for (let item = 0; item < 30; item += 1) gradient += params.alpha * score(item) * at(item, k);
      for (const item of touched) gradient += (score(item) - 1) * at(item, k);
      expect(Math.abs(gradient)).toBeLessThan(1e-10);
    }
  });

  it('repeats with its seed and differs with another', () => {
    const fit = (seed: string) => fitIals(matrix, params, seededRandom(seed));
    expect(fit('7')).toEqual(fit('7'));
    expect(fit('7')).not.toEqual(fit('8'));
  });

  it('solves small systems', () => {
    const matrix3 = positive(3, 'small');
    const b = Float64Array.of(1, -2, 0.5);
    const x = b.slice();
    solveInPlace(Float64Array.from(matrix3.flat()), x);
    matrix3.forEach((row, i) => expect(row.reduce((sum, cell, j) => sum + cell * (x[j] ?? 0), 0)).toBeCloseTo(b[i] ?? 0, 12));
  });
});
