import { seededRandom } from '@flywheel/primitives';
import {
  fitLearner,
  innerSplits,
  modelHash,
  neighboursWithin,
  retrievalBudget,
  tuneLearners,
  type LearnerName,
  type LearnerPlan,
  type RetrievalModel,
} from '@flywheel/ranking/retrieval';
import { BadInput } from '../refusals.ts';
import { judgeRanking, type JudgedRanking } from './judge-ranking.ts';
import type { RankingTask } from './ranking-task.ts';

export type RankOptions = {
  readonly models: readonly string[];
  readonly depths: readonly number[];
  readonly seed: number;
  readonly memoryMb: number;
};

/** One line of the answer. */
export type RankedModel = JudgedRanking & {
  readonly name: string;
  readonly params: object;
  readonly tunedOn: string;
  readonly modelHash: string;
  readonly tuneCpuS: number;
  readonly trainCpuS: number;
  readonly scoreCpuS: number;
  readonly rssMb: number;
};

export type RankedModels = { readonly models: RankedModel[]; readonly chosen: object; readonly warnings: string[] };

const automatic: readonly LearnerName[] = ['pop', 'itemitem', 'ease', 'ials', 'blend'];
const mostAutomaticEase = 6000;

/** Every model that may be asked for by name. */
export const modelNames: readonly string[] = ['auto', 'pop', 'sar', 'itemitem', 'ease', 'ials', 'blend'];

type Progress = (what: string, done?: number, all?: number) => void;

/** Tunes on inner splits of train, chooses there, fits what was asked for on all of train, and only then looks at the test. */
export function rankModels(task: RankingTask, options: RankOptions, show: Progress): RankedModels {
  const { names, warnings } = affordable(task, options, show);
  const seed = String(options.seed);
  const order = task.times ? { order: task.times } : {};
  const splits = innerSplits(task.train, { folds: 6, ...order }, seededRandom(`${seed}/inner`));
  const k = options.depths[0] ?? 10;
  const { spent, lap } = stopwatch();
  const tuned = tuneLearners(splits, names, {
    k,
    seed,
    mostNeighbours: neighboursWithin(task.train.columns),
    weightsOf: task.weightsOf,
    onProgress: (what) => {
      lap(what as LearnerName);
      show(`tuning ${what}`);
    },
  });
  lap('');
  const tried = Object.fromEntries(names.map((name) => [name, tuned.get(name)?.ndcg ?? 0]));
  const best = names.reduce((a, b) => ((tried[b] ?? 0) > (tried[a] ?? 0) ? b : a));
  const planOf = (name: LearnerName): LearnerPlan => tuned.get(name)?.plan ?? { name: 'pop' };
  const fitted = new Map<string, RetrievalModel>();
  const which = order.order ? 'the newest' : 'a random';
  const tunedOn = `inner split of train: ${which} 15 % of ${splits[0]?.people.length ?? 0} users hidden`;
  const judge = (asked: string): RankedModel => {
    const name = asked === 'auto' ? best : (asked as LearnerName);
    show(`fitting ${name}`);
    const [began, plan] = [cpuS(), planOf(name)];
    const model = fitLearner(task.train, plan, { seed, fitted });
    const trained = cpuS();
    const result = judgeRanking(model, task, { ...options, seed, onProgress: (done, all) => show(`scoring ${name}`, done, all) });
    return {
      name: asked,
      params: asked === 'auto' ? { learner: name, ...paramsOf(plan) } : paramsOf(plan),
      tunedOn: plan.name === 'pop' || plan.name === 'sar' ? 'nothing' : tunedOn,
      ...result,
      modelHash: modelHash(model),
      tuneCpuS: rounded(asked === 'auto' ? [...spent.values()].reduce((a, b) => a + b, 0) : (spent.get(name) ?? 0)),
      trainCpuS: rounded(trained - began),
      scoreCpuS: rounded(cpuS() - trained),
      rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
    };
  };
  return { models: options.models.map(judge), chosen: { name: best, by: `nDCG@${k} on the inner split`, innerNdcg: tried }, warnings };
}

/** The learners wanted, those of `auto` that fit; refuses (exit 4) one asked for by name that does not fit into memory. */
function affordable(task: RankingTask, options: RankOptions, show: Progress): { names: LearnerName[]; warnings: string[] } {
  const size = { users: task.train.rows, items: task.train.columns, interactions: task.train.at.length };
  const asked = options.models.filter((name) => name !== 'auto') as LearnerName[];
  const fits = (name: LearnerName): boolean => name !== 'ease' || size.items <= mostAutomaticEase;
  const wanted = options.models.includes('auto') ? [...new Set([...asked, ...automatic.filter(fits)])] : asked;
  const limit = options.memoryMb * 2 ** 20;
  const budget = retrievalBudget(wanted, size);
  for (const { learner, bytes } of budget) show(`budget: ${learner} takes at most ${mb(bytes)} of ${options.memoryMb} MB`);
  const tooLarge = budget.filter(({ bytes }) => bytes > limit);
  const refused = tooLarge.find(({ learner }) => asked.includes(learner));
  const hint = `${size.users} users, ${size.items} items, ${size.interactions} interactions; --memory-mb raises the limit`;
  if (refused)
    throw new BadInput(`${refused.learner} may take ${mb(refused.bytes)} of memory, the limit is ${options.memoryMb} MB (${hint})`, 4);
  const names = wanted.filter((name) => !tooLarge.some(({ learner }) => learner === name));
  if (names.length === 0) throw new BadInput(`no model fits into ${options.memoryMb} MB (${hint})`, 4);
  const left = [
    ...tooLarge.map(({ learner }) => learner),
    ...(options.models.includes('auto') ? automatic.filter((each) => !fits(each)) : []),
  ];
  return { names, warnings: left.length > 0 ? [`auto left out ${left.join(', ')}: too large for ${hint}`] : [] };
}

const mb = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;

function paramsOf(plan: LearnerPlan): object {
  switch (plan.name) {
    case 'pop':
      return {};
    case 'sar':
      return { similarity: 'jaccard', halfLifeDays: 30 };
    case 'blend':
      return { parts: plan.parts.map((part) => ({ learner: part.plan.name, weight: part.weight, params: paramsOf(part.plan) })) };
    case 'itemitem':
    case 'ease':
    case 'ials':
      return plan.params;
  }
}

/** CPU seconds by learner: each lap ends the one before. */
function stopwatch(): { spent: ReadonlyMap<LearnerName, number>; lap(next: LearnerName | ''): void } {
  const spent = new Map<LearnerName, number>();
  let [last, before] = ['' as LearnerName | '', cpuS()];
  return {
    spent,
    lap(next) {
      if (last) spent.set(last, cpuS() - before);
      [last, before] = [next, cpuS()];
    },
  };
}

function cpuS(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const rounded = (seconds: number): number => Number(seconds.toFixed(3));
