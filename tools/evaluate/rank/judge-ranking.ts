import { seededRandom } from '@flywheel/primitives';
import { fitLearner, rankingMetrics, recommend, rowOf, type RetrievalModel } from '@flywheel/ranking/retrieval';
import type { RankingTask } from './ranking-task.ts';

/** Means over tested users by name and depth (`ndcg@10`), and 95 % intervals of them. */
export type JudgedRanking = {
  readonly metrics: Readonly<Record<string, number>>;
  readonly ci95: Readonly<Record<string, readonly [number, number]>>;
};

const judged = ['precision', 'recall', 'ndcg', 'map'] as const;

/** Recommends to every tested user what they have not touched, and judges it at each depth. */
export function judgeRanking(
  model: RetrievalModel,
  task: RankingTask,
  options: { depths: readonly number[]; seed: string; onProgress: (done: number, all: number) => void },
): JudgedRanking {
  const { train, tested } = task;
  const popularity = fitLearner(train, { name: 'pop' }, options);
  if (popularity.kind !== 'pop') throw new Error('popularity fits popularity');
  const values = new Map(options.depths.flatMap((k) => judged.map((name) => [`${name}@${k}`, new Float64Array(tested.length)] as const)));
  const shown = options.depths.map(() => new Set<number>());
  const room = new Float64Array(train.columns);
  const take = Math.max(...options.depths);
  tested.forEach(({ user, items }, index) => {
    const history = user < 0 ? new Int32Array(0) : rowOf(train, user);
    const weights = user < 0 ? new Float64Array(0) : task.weightsOf(user, history);
    const { items: ranked } = recommend(model, { items: history, weights }, { take, popularity, room });
    const relevant = new Set(items);
    options.depths.forEach((k, depth) => {
      const metrics = rankingMetrics(ranked, (item) => relevant.has(item), { relevant: items.length, k });
      for (const name of judged) (values.get(`${name}@${k}`) as Float64Array)[index] = metrics[name];
      for (const item of ranked.subarray(0, k)) shown[depth]?.add(item);
    });
    options.onProgress(index + 1, tested.length);
  });
  const coverage = options.depths.map((k, depth) => [`coverage@${k}`, (shown[depth]?.size ?? 0) / train.columns] as const);
  return {
    metrics: Object.fromEntries([...[...values].map(([name, each]) => [name, meanOf(each)] as const), ...coverage]),
    ci95: intervals(values, `${options.seed}/bootstrap`),
  };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Percentile bootstrap over users: the same draws for every metric; fewer where there are very many users, but at least 200. */
function intervals(values: ReadonlyMap<string, Float64Array>, seed: string): Record<string, readonly [number, number]> {
  const users = values.values().next().value?.length ?? 0;
  const draws = Math.max(200, Math.min(1000, Math.floor(4e6 / users)));
  const random = seededRandom(seed);
  const means = new Map([...values.keys()].map((name) => [name, new Float64Array(draws)]));
  const drawn = new Int32Array(users);
  for (let draw = 0; draw < draws; draw += 1) {
    for (let n = 0; n < users; n += 1) drawn[n] = Math.floor(random.next() * users);
    for (const [name, each] of values) {
      let sum = 0;
      for (let n = 0; n < users; n += 1) sum += each[drawn[n] as number] as number;
      (means.get(name) as Float64Array)[draw] = sum / users;
    }
  }
  const at = (sorted: Float64Array, share: number): number => sorted[Math.min(draws - 1, Math.floor(share * draws))] as number;
  const bounds = (each: Float64Array): readonly [number, number] => {
    const sorted = each.sort();
    return [at(sorted, 0.025), at(sorted, 0.975)];
  };
  return Object.fromEntries([...means].map(([name, each]) => [name, bounds(each)]));
}
