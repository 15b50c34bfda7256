import { progressBar } from '../../import/progress-bar.ts';
import { readFlags, type Flags } from '../read-flags.ts';
import { Usage } from '../refusals.ts';
import { fm } from './fm.ts';
import { ftrl } from './ftrl.ts';
import { gbdt } from './gbdt.ts';
import { judgeLearner, type JudgeOptions } from './judge-learner.ts';
import type { Learner } from './learner.ts';
import { readExamples, type Examples } from './read-examples.ts';
import { smoothed } from './smoothed.ts';
import { inTime, readSplit, splitRows, type Parts, type Split } from './split-rows.ts';

export const ctrUsage = `npm run evaluate -- ctr --label NAME (--data FILE | --train FILE --test FILE)
    [--ignore a,b] [--numeric a,b] [--time NAME] [--split time:.8|random:.8] [--unit NAME]
    [--model smoothed,ftrl,fm,gbdt] [--calibrate auto|isotonic|platt|none] [--negatives 1]
    [--columns a,b,c] [--seed 42] [--delimiter C] [--header true|false] [--encoding NAME]
  --label      0 and 1, or NAME>=4 to make them from a number; other columns are categories unless --numeric names them
  --time       seconds, milliseconds or dates: rows are learnt in its order; the hour becomes a feature
  --unit       whose rows are drawn together by the bootstrap, e.g. the user
  --negatives  the part of train's negatives to learn from; chances are corrected for it`;

const protocol =
  'Rows in order of --time. Split time:r: the first r of the moments are train; random:r: a seeded shuffle. Settings are chosen on an ' +
  'inner split of train of the same kind (.8), by log-loss; then the model is fitted to all of train and test is read once. Counters see ' +
  'strictly earlier moments only and stand still in test. Calibration is fitted to scores of unseen rows of train: of the inner part, in ' +
  'time of its third, fourth and last fifth, each by a model of what came before. auto: isotonic from 1,000 of the rarer label on, else ' +
  'Platt. Chosen: least NE of the inner part, before calibration. auc: ties one half. logloss: nats. ne: log-loss / entropy of the rate ' +
  'of test. ratio: sum of chances / positives; ratioPoisson99: the exact interval that must hold 1. ece: ten bins of equal count. ci95: ' +
  'percentiles of 200 bootstrap draws over --unit, else rows. following: the model (of gbdt its counters) and a global bias go on ' +
  'learning each outcome of test after its moment, calibrated on scores of that kind. CPU seconds of this process; score includes hashing.';

const learners: Readonly<Record<string, Learner>> = { smoothed, ftrl, fm, gbdt };

/** The task `ctr`: how well each model foresees a label, in time order and at random. */
export async function evaluateCtr(args: readonly string[]): Promise<object> {
  const names = [
    'data',
    'train',
    'test',
    'label',
    'ignore',
    'numeric',
    'time',
    'split',
    'unit',
    'model',
    'calibrate',
    'negatives',
    'columns',
  ];
  const flags = readFlags(args, names);
  const models = (flags.list('model') ?? Object.keys(learners)).map((name) => {
    const learner = learners[name];
    if (!learner) throw new Usage(`--model knows ${Object.keys(learners).join(', ')}, not ${name}`);
    return learner;
  });
  const time = flags.text('time');
  const split = readSplit(flags.text('split') ?? (time ? 'time:.8' : 'random:.8'));
  if (split.by === 'time' && !time) throw new Usage('--split time needs --time');
  const bar = progressBar(process.stderr);
  const settings = { seed: flags.text('seed') ?? '42', calibrate: calibrationOf(flags), negatives: negativesOf(flags), tell: bar.show };
  const examples = await readExamples({ ...featuresOf(flags), files: filesOf(flags), time });
  const judged = judgeAll(models, examples, { ...settings, split });
  const other: Split = { by: split.by === 'time' ? 'random' : 'time', ratio: split.ratio };
  const beside = time && examples.trainRows === undefined ? judgeAll(models, examples, { ...settings, split: other }) : undefined;
  bar.end();
  const best = judged.models.toSorted((a, b) => (a.inner.ne ?? Infinity) - (b.inner.ne ?? Infinity))[0];
  return {
    task: 'ctr',
    version: 1,
    inputs: examples.files,
    protocol,
    features: { categories: examples.categories.map(({ name }) => name), numbers: examples.numbers.map(({ name }) => name) },
    ...judged,
    ...(beside ? { beside } : {}),
    chosen: best && { name: best.name, params: best.params, innerNe: best.inner.ne },
    warnings: warningsOf(examples, judged.test.positives),
  };
}

function judgeAll(models: readonly Learner[], examples: Examples, asked: JudgeOptions) {
  const { train, test, name, split } = partsOf(examples, asked);
  const count = (rows: Uint32Array) => ({
    rows: rows.length,
    positives: rows.reduce((sum, row) => sum + (examples.labels[row] as number), 0),
  });
  const judged = models.map((learner) => judgeLearner(learner, examples, { train, test }, { ...asked, split }));
  return { split: name, train: count(train), test: count(test), models: judged };
}

/** Files of train and test that do not follow each other in time are a random split, whatever was asked for. */
function partsOf({ rows, trainRows, times }: Examples, { split, seed }: JudgeOptions): Parts & { name: string; split: Split } {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  if (trainRows === undefined) return { ...splitRows(all, times, split, seed), name: `${split.by}:${split.ratio}`, split };
  const parts = { train: inTime(all.slice(0, trainRows), times), test: inTime(all.slice(trainRows), times) };
  const follows = times !== undefined && (times[parts.train.at(-1) ?? 0] as number) <= (times[parts.test[0] ?? 0] as number);
  const by = follows ? 'time' : 'random';
  return {
    ...parts,
    name: `train and test as given, ${follows ? 'test after train' : 'not one after the other in time'}`,
    split: { by, ratio: split.ratio },
  };
}

function filesOf(flags: Flags): string[] {
  const [data, train, test] = [flags.text('data'), flags.text('train'), flags.text('test')];
  if (data !== undefined && train === undefined && test === undefined) return [data];
  if (data === undefined && train !== undefined && test !== undefined) return [train, test];
  throw new Usage('give --data FILE, or --train FILE and --test FILE');
}

function featuresOf(flags: Flags) {
  return {
    format: flags.format,
    columns: flags.list('columns'),
    label: flags.needed('label'),
    ignore: flags.list('ignore') ?? [],
    numeric: flags.list('numeric') ?? [],
    unit: flags.text('unit'),
  };
}

function calibrationOf(flags: Flags): JudgeOptions['calibrate'] {
  const wish = flags.text('calibrate') ?? 'auto';
  if (wish === 'auto' || wish === 'isotonic' || wish === 'platt' || wish === 'none') return wish;
  throw new Usage(`--calibrate is auto, isotonic, platt or none, not ${wish}`);
}

function negativesOf(flags: Flags): number {
  const kept = flags.number('negatives', 1);
  if (kept <= 0 || kept > 1) throw new Usage('--negatives is a part: above 0, at most 1');
  return kept;
}

function warningsOf(examples: Examples, positives: number): string[] {
  const dropped = examples.files.reduce((sum, file) => sum + file.dropped, 0);
  return [
    ...examples.warnings,
    ...(dropped > 0 ? [`${dropped} rows dropped: the label is not 0 or 1, the time is no time, or a cell is missing`] : []),
    ...(positives < 100 ? [`only ${positives} positives in test: read the intervals, not the figures`] : []),
    ...(examples.times ? [] : ['no --time: a random split flatters models that remember rare values']),
  ];
}
