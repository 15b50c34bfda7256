import { seededRandom } from '@flywheel/primitives';
import { calibrate, fitCalibrator, type Calibrator } from '@flywheel/ranking/calibration';
import { measurePredictions, reliability } from '@flywheel/ranking/metrics';
import { bootstrapPredictions, percentiles, type Range } from '../bootstrap.ts';
import { metered, rssMb } from '../metered.ts';
import { readFlags, toNumber } from '../read-flags.ts';
import { BadInput, Usage } from '../refusals.ts';
import { readAuctions, type Auctions } from './read-auctions.ts';
import { readStrategy, replayAuctions, totalOf, type Bought, type Strategy } from './replay-auctions.ts';

export const auctionsUsage = `npm run evaluate -- auctions --train FILE --test FILE [--strategy const:50,lin:10,mcpc]
    [--episode 1000] [--share 1/32,1/8,1/2 | --budget N] [--cap 300] [--seed 42] [--delimiter C] [--header true|false]
  lines of click price pctr, further columns ignored; plain or gzip`;

const protocol =
  'Replay of auctions in file order. Budget of an episode: trunc(cost_train / impressions_train * share * episode), or --budget. ' +
  'Bid: min(strategy, --cap, what is left); it wins when bid >= price and pays the price; the budget is whole again in each episode, a ' +
  'shorter last one too. const:b bids b; lin:b0 trunc(pctr * b0 / click rate of train); mcpc trunc(pctr * cost_train / clicks_train). ' +
  'ci95: bootstrap over episodes, 200 draws. Chosen: most clicks on train, then least cost, summed over budgets. Calibration: maps are ' +
  'fitted to the shipped pctr of train and judged on test; ratio = sum of pctr / clicks with the 99 % exact Poisson interval around it; ' +
  'NE = log-loss / entropy of the test click rate; ECE over ten bins of equal count; ci95 by bootstrap over rows.';

/** The task `auctions`: what bidding strategies would have bought, and how true the shipped click chances are. */
export async function evaluateAuctions(args: readonly string[]): Promise<object> {
  const flags = readFlags(args, ['train', 'test', 'strategy', 'episode', 'share', 'budget', 'cap']);
  const strategies = (flags.list('strategy') ?? ['const:50', 'lin:10', 'mcpc']).map(readStrategy);
  const rules = { episode: flags.number('episode', 1000), cap: flags.number('cap', 300) };
  if (!Number.isInteger(rules.episode) || rules.episode < 1) throw new Usage('--episode must be a whole number above 0');
  if (flags.text('share') !== undefined && flags.text('budget') !== undefined) throw new Usage('give --share or --budget, not both');
  const seed = flags.text('seed') ?? '42';
  const [trainPath, testPath] = [flags.needed('train'), flags.needed('test')];
  const [train, test] = [await readAuctions(trainPath, flags.format), await readAuctions(testPath, flags.format)];
  if (train.totals.clicks === 0) throw new BadInput(`${trainPath} has no click: no rate and no price of a click can be learnt`);
  if (train.file.sha256 === test.file.sha256) throw new BadInput('--train and --test are the same auctions', 4);
  const fixed = flags.text('budget');
  const budgets = fixed
    ? [{ budget: toNumber(fixed, '--budget') }]
    : (flags.list('share') ?? ['1/32', '1/8', '1/2']).map((share) => ({
        share,
        budget: budgetOf(train, toNumber(share, '--share'), rules.episode),
      }));
  const models = strategies.map((strategy) => judge(strategy, { train, test, budgets, rules, seed }));
  const best = models.toSorted((a, b) => b.onTrain.clicks - a.onTrain.clicks || a.onTrain.cost - b.onTrain.cost)[0];
  const dropped = train.file.dropped + test.file.dropped;
  return {
    task: 'auctions',
    version: 1,
    inputs: [train.file, test.file],
    protocol,
    train: train.totals,
    models,
    calibration: calibrationOf(train, test, seed),
    chosen: best && { name: best.name, onTrain: best.onTrain },
    warnings: [
      ...(dropped > 0 ? [`${dropped} lines dropped: they do not hold a click, a price and a chance`] : []),
      ...(test.totals.clicks < 100 ? [`only ${test.totals.clicks} clicks in test: read the intervals, not the figures`] : []),
    ],
  };
}

function budgetOf(train: Auctions, share: number, episode: number): number {
  return Math.trunc((train.totals.cost / train.totals.impressions) * share * episode);
}

type Setting = {
  readonly train: Auctions;
  readonly test: Auctions;
  readonly budgets: ReadonlyArray<{ readonly share?: string; readonly budget: number }>;
  readonly rules: { readonly episode: number; readonly cap: number };
  readonly seed: string;
};

function judge(strategy: Strategy, { train, test, budgets, rules, seed }: Setting) {
  const fitted = metered(() => strategy.bidFor(train));
  const replayed = metered(() => budgets.map(({ budget }) => replayAuctions(test, fitted.result, { ...rules, budget })));
  const onTrain = totalOf(budgets.flatMap(({ budget }) => replayAuctions(train, fitted.result, { ...rules, budget })));
  const rows = budgets.map((budget, at) => ({ ...budget, episodes: replayed.result[at] ?? [] }));
  return {
    name: strategy.name,
    params: rules,
    tunedOn: strategy.name.startsWith('const') ? 'none' : 'train',
    onTrain,
    metrics: rows.map(({ episodes, ...budget }) => ({ ...budget, ...figuresOf(totalOf(episodes), test) })),
    ci95: rows.map(({ episodes, ...budget }) => ({ ...budget, ...intervalsOf(episodes, seed) })),
    trainCpuS: fitted.cpuS,
    scoreCpuS: replayed.cpuS,
    rssMb: rssMb(),
  };
}

function figuresOf(bought: Bought, { totals }: Auctions): object {
  return {
    ...bought,
    winRate: bought.impressions / totals.impressions,
    costPerClick: bought.clicks > 0 ? bought.cost / bought.clicks : null,
  };
}

function intervalsOf(episodes: readonly Bought[], seed: string): Record<keyof Bought, Range> {
  const random = seededRandom(`episodes/${seed}`);
  const draws = Array.from({ length: 200 }, () =>
    totalOf(Array.from({ length: episodes.length }, () => episodes[Math.floor(random.next() * episodes.length)] as Bought)),
  );
  const of = (name: keyof Bought): Range => percentiles(draws.map((draw) => draw[name]));
  return { impressions: of('impressions'), clicks: of('clicks'), cost: of('cost') };
}

function calibrationOf(train: Auctions, test: Auctions, seed: string): object[] {
  const known = { chances: train.chances, labels: train.clicks };
  const kinds: ReadonlyArray<Calibrator['kind']> = ['none', 'platt', 'isotonic'];
  return kinds.map((kind) => {
    const fitted = metered(() => fitCalibrator(known, kind));
    const chances = test.chances.map((score) => calibrate(fitted.result, score));
    const predictions = { chances, labels: test.clicks };
    return {
      name: kind === 'none' ? 'as shipped' : kind,
      params: fitted.result.kind === 'platt' ? fitted.result.fitted : {},
      tunedOn: kind === 'none' ? 'none' : 'train',
      auto: kind !== 'none' && kind === fitCalibrator(known).kind,
      metrics: measurePredictions(predictions),
      ci95: bootstrapPredictions(predictions, { seed }),
      reliability: reliability(predictions),
      trainCpuS: fitted.cpuS,
    };
  });
}
