import { seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neighboursWithin, retrievalBudget } from './budget.ts';
import { innerSplits, judgeModel } from './inner-split.ts';
import { interactionMatrix, rowOf, type InteractionMatrix } from './interaction-matrix.ts';
import { fitLearner, tuneLearners, type LearnerName } from './learners.ts';
import { modelHash } from './model-hash.ts';
import { fitPopularity } from './popularity.ts';
import { rankingMetrics } from './ranking-metrics.ts';
import { recommend } from './recommend.ts';
import { tuneBlend } from './tune-blend.ts';
import { peak } from './tune-regularised.ts';

const names: readonly LearnerName[] = ['pop', 'sar', 'itemitem', 'ease', 'ials', 'blend'];

/** People who keep to one of six groups of twenty items three times out of four, with some items much hotter than others. */
function site(seed: string): InteractionMatrix {
  const random = seededRandom(seed);
  const pairs = Array.from({ length: 6000 }, (_, n) => {
    const user = n % 300;
    const group = random.next() < 0.75 ? user % 6 : Math.floor(random.next() * 6);
    return { user, item: group * 20 + Math.floor(random.next() ** 2 * 20) };
  });
  const [users, items] = [Int32Array.from(pairs, ({ user }) => user), Int32Array.from(pairs, ({ item }) => item)];
  return interactionMatrix({ users, items }, { users: 300, items: 120 });
}

const tuning = { k: 10, seed: '42', mostNeighbours: 100 };

describe('learners tuned on an inner split', () => {
  const matrix = site('tuned');
  const splits = innerSplits(matrix, { folds: 2 }, seededRandom('split'));
  const tuned = tuneLearners(splits, names, tuning);

  it('all beat popularity where people keep to groups', () => {
    const popular = tuned.get('pop')?.ndcg ?? 1;
    for (const name of names.slice(1)) expect(tuned.get(name)?.ndcg, name).toBeGreaterThan(popular * 1.5);
  });

  it('are the same to the bit with the same seed', () => {
    const again = tuneLearners(splits, names, tuning);
    for (const name of names) {
      const [one, other] = [tuned.get(name), again.get(name)];
      if (!one || !other) throw new Error(`${name} was tuned`);
      expect(other.plan).toEqual(one.plan);
      expect(modelHash(fitLearner(matrix, one.plan, tuning))).toBe(modelHash(fitLearner(site('tuned'), other.plan, tuning)));
    }
  });

  it('have hashes that tell models apart', () => {
    const hashes = [...tuned.values()].map(({ model }) => modelHash(model));
    expect(new Set(hashes).size).toBe(names.length);
  });

  it('tune a blend away from equal weights only for what is clearly better', () => {
    const [ease, pop] = [tuned.get('ease')?.model, tuned.get('pop')?.model];
    const [split] = splits;
    if (!ease || !pop || !split) throw new Error('all were tuned');
    expect(tuneBlend([ease, ease], split, 10).weights).toEqual([1, 1]);
    expect(tuneBlend([ease, pop], split, 10).weights[1]).toBeLessThan(1);
    expect(judgeModel({ kind: 'blend', parts: [{ model: ease, weight: 2 }] }, split, { k: 10 })).toBe(judgeModel(ease, split, { k: 10 }));
  });
});

describe('an inner split', () => {
  it('hides a share of what people touched, folds hide other parts, nothing is lost', () => {
    const matrix = site('inner');
    const folds = innerSplits(matrix, { people: 100, folds: 4 }, seededRandom('1'));
    expect(folds.length).toBe(4);
    for (const { train, hidden, people } of folds) {
      expect(people.length).toBe(100);
      expect(train.at.length + hidden.at.length).toBe(matrix.at.length);
      for (let user = 0; user < matrix.rows; user += 1)
        expect([...rowOf(train, user), ...rowOf(hidden, user)].sort((a, b) => a - b)).toEqual([...rowOf(matrix, user)]);
    }
    const [one, other] = folds;
    const user = one?.people[0] ?? 0;
    expect([...(one ? rowOf(one.hidden, user) : [])].filter((item) => other && rowOf(other.hidden, user).includes(item))).toEqual([]);
  });

  it('hides the newest where an order is given', () => {
    const matrix = site('order');
    const order = Float64Array.from(matrix.at, (item) => -item);
    const [split, more] = innerSplits(matrix, { order, folds: 3 }, seededRandom('1'));
    if (!split) throw new Error('a split was made');
    expect(more).toBeUndefined();
    for (const user of split.people) expect(Math.max(...rowOf(split.hidden, user))).toBeLessThan(Math.min(...rowOf(split.train, user)));
  });
});

describe('recommending', () => {
  const matrix = site('recommend');
  const popularity = fitPopularity(matrix);
  const model = fitLearner(matrix, { name: 'itemitem', params: { a: 0.5, b: 0.5, c: 0.5, neighbours: 5 } }, tuning);

  it('never gives back what was touched or served, keeps to what is allowed, and fills up what it is asked for', () => {
    const items = fc.uniqueArray(fc.nat(119), { maxLength: 40 });
    fc.assert(
      fc.property(items, items, fc.nat(119), (touched, served, most) => {
        const allowed = (item: number): boolean => item <= most;
        const options = { take: 15, served: Int32Array.from(served), allowed, popularity };
        const { items: found } = recommend(model, { items: Int32Array.from(touched) }, options);
        const left = [...Array(most + 1).keys()].filter((item) => !touched.includes(item) && !served.includes(item));
        expect([...found].filter((item) => !left.includes(item))).toEqual([]);
        expect(found.length).toBe(Math.min(15, left.length));
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });

  it('goes by the context and then by popularity while a person is unknown', () => {
    const nobody = { items: new Int32Array(0) };
    const contextual = Float64Array.from({ length: 120 }, (_, item) => item);
    expect(recommend(model, nobody, { take: 2, popularity, contextual })).toEqual({ items: Int32Array.of(119, 118), source: 'contextual' });
    const { items, source } = recommend(model, nobody, { take: 1, popularity });
    expect(source).toBe('popular');
    expect(popularity.score[items[0] ?? -1]).toBe(Math.max(...popularity.score));
  });
});

describe('ranking metrics', () => {
  it('follow their definitions', () => {
    const judged = rankingMetrics(Int32Array.of(5, 1, 7), (item) => item === 5 || item === 7, { relevant: 4, k: 3 });
    expect(judged).toEqual({ precision: 2 / 3, recall: 0.5, ndcg: 1.5 / (1 + 1 / Math.log2(3) + 0.5), map: (1 + 2 / 3) / 4 });
    expect(rankingMetrics(new Int32Array(0), () => true, { relevant: 1, k: 10 }).ndcg).toBe(0);
  });
});

describe('the budget', () => {
  it('grows with what is held, and lists of neighbours shrink so that they stay inside it', () => {
    const size = { users: 1000, items: 1_000_000, interactions: 10 };
    expect(neighboursWithin(size.items) * size.items * 8).toBeLessThanOrEqual(160_000_000);
    expect(neighboursWithin(100)).toBe(1000);
    const [ease, all] = [
      retrievalBudget(['ease'], { ...size, items: 6000 })[0]?.bytes ?? 0,
      retrievalBudget(['ease'], size)[0]?.bytes ?? 0,
    ];
    expect(ease).toBeGreaterThan(12 * 6000 ** 2);
    expect(all - ease).toBeLessThan(24 * size.items);
  });
});

describe('the peak over a grid', () => {
  it('is the top of a parabola in ln x, and the end of the grid where it still rises', () => {
    expect(peak([10, 100, 1000], (x) => -((Math.log(x) - Math.log(200)) ** 2))).toBeCloseTo(200, 6);
    expect(peak([10, 100, 1000], (x) => x)).toBe(1000);
    expect(peak([10, 100, 1000], () => 1)).toBe(10);
  });
});
