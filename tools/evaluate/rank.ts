import { progressBar } from '../import/progress-bar.ts';
import type { ReadFile } from './read-table.ts';
import { readRankCall, type RankCall } from './rank/options.ts';
import { rankModels, type RankedModels } from './rank/rank-models.ts';
import { readRankingRows, type RankingRows } from './rank/ranking-rows.ts';
import { rankingTask, refuseLeaks, type Act, type RankingTask } from './rank/ranking-task.ts';
import { splitByChance, splitByTime, type TrainMask } from './rank/split-rows.ts';
import { BadInput } from './refusals.ts';

export { rankUsage } from './rank/options.ts';

const definitions =
  'Each user with test interactions gets the k best of all items in train that they did not touch in train; users and items of the ' +
  'test that train does not know stay in the count (a user unknown gets the most popular). Means over users. precision@k = hits / k; ' +
  'recall@k = hits / relevant; ndcg@k: binary gains 1 / log2(1 + rank) over those of min(k, relevant) hits; map@k = sum of precision ' +
  'at the rank of each hit / relevant (all relevant, also beyond k); coverage@k = share of the items of train that anybody was given. ' +
  'ci95: percentile bootstrap over users. ' +
  'Parameters and the choice come from inner splits of train alone (mean nDCG; lambda of EASE over six of them).';

/** The task `rank`: how well what a user goes on to is retrieved, by models tuned without looking at the test. */
export async function evaluateRank(args: readonly string[]): Promise<object> {
  const call = readRankCall(args);
  const bar = progressBar(process.stderr);
  const show = (what: string, done?: number, all?: number): void => {
    if (done === undefined) process.stderr.write(`${what}\n`);
    else bar.show(what, done, all);
  };
  try {
    return 'data' in call.sources ? await evaluateSplit(call, call.sources.data, show) : await evaluateGiven(call, call.sources, show);
  } finally {
    bar.end();
  }
}

type Show = (what: string, done?: number, all?: number) => void;

async function evaluateGiven(call: RankCall, sources: { train: string; test: string }, show: Show): Promise<object> {
  const [train, test] = [await readRankingRows(sources.train, call), await readRankingRows(sources.test, call)];
  const [learnt, tested] = [actsOf(train), actsOf(test)];
  refuseLeaks(learnt, tested, sources.test);
  const task = rankingTask(learnt, tested, train.times !== undefined);
  // Which way the test was split off is unknown: only a split of our own in time may be tuned in time.
  const { models, chosen, warnings } = rankModels({ ...task, times: undefined }, call, show);
  const protocol = `Train and test as given: ${sizeOf(task)}. ${definitions}`;
  return answer([train.file, test.file], protocol, { models, chosen, warnings: [...train.warnings, ...test.warnings, ...warnings] });
}

async function evaluateSplit(call: RankCall, path: string, show: Show): Promise<object> {
  const rows = await readRankingRows(path, call);
  const { times } = rows;
  if (call.split === 'time' && !times) throw new BadInput(`${path} has no times to split by; --columns says which column is time`);
  const inTime = (): RankedModels & { protocol: string } => {
    const task = taskOf(rows, splitByTime(rows, times ?? new Float64Array(0), call));
    const which = `the earliest ${call.ratio} of ${groupWord[call.by]} is train, what happened at one moment stays together`;
    return { protocol: `Split in time: ${which}. ${sizeOf(task)}. ${definitions}`, ...rankModels(task, call, show) };
  };
  if (call.split === 'time') {
    const { protocol, warnings, ...found } = inTime();
    return answer([rows.file], protocol, { ...found, warnings: [...rows.warnings, ...warnings] });
  }
  const task = taskOf(rows, splitByChance(rows, call));
  const which =
    `numpy MT19937 seed ${call.seed}, one uniform per row in file order, in that order the first round-half-even(${call.ratio} n) ` +
    `of ${groupWord[call.by]} are train`;
  const found = rankModels({ ...task, times: undefined }, call, show);
  if (times) show('the same split in time, beside it');
  const beside = times ? inTime() : undefined;
  return {
    ...answer([rows.file], `Random split: ${which}. ${sizeOf(task)}. ${definitions}`, {
      ...found,
      warnings: [...rows.warnings, ...found.warnings],
    }),
    ...(beside && { timeSplit: beside }),
  };
}

const groupWord = { user: 'each user', item: 'each item', global: 'all rows' } as const;

function answer(inputs: readonly ReadFile[], protocol: string, found: RankedModels): object {
  return { task: 'rank', version: 1, inputs, protocol, models: found.models, chosen: found.chosen, warnings: found.warnings };
}

const sizeOf = ({ train, tested, testRows }: RankingTask): string =>
  `${train.at.length} rows of ${train.rows} users and ${train.columns} items to learn from, ${testRows} of ${tested.length} users to test`;

function actsOf(rows: RankingRows): Act[] {
  return rows.users.map((user, row) => ({
    user,
    item: rows.items[row] as string,
    rating: rows.ratings[row] as number,
    time: rows.times?.[row] ?? 0,
  }));
}

function taskOf(rows: RankingRows, mask: TrainMask): RankingTask {
  const acts = actsOf(rows);
  const of = (side: 0 | 1): Act[] => acts.filter((_act, row) => mask[row] === side);
  return rankingTask(of(1), of(0), rows.times !== undefined);
}
