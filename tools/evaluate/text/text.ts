import { seededRandom } from '@flywheel/primitives';
import { foldText, TextClassifier, thresholdFor, type LabelledText, type Scored } from '@flywheel/moderation';
import { metered, rssMb } from '../metered.ts';
import { readFlags, type Flags } from '../read-flags.ts';
import { BadInput, Usage } from '../refusals.ts';
import type { ReadFile } from '../read-table.ts';
import { foldsOf, kfold, type Fold } from './folds.ts';
import { measureTexts, textIntervals, type JudgedText } from './judge-texts.ts';
import { readRecords } from './read-records.ts';

export const textUsage = `npm run evaluate -- text --data FILE[,FILE] | --train FILE --test FILE
    --label COLUMN --text COLUMN --positive a[,b]
    [--split first:1674|kfold:5|time:COLUMN:.7|group:COLUMN] [--max-fpr .001] [--dedupe] [--seed 42] [--delimiter C] [--encoding NAME]
  --split    group:file takes each of several files once as the test
  --max-fpr  the share of good texts that may be caught; without it the threshold is one half
  --dedupe   keeps the first of equal texts (in the form that is compared)`;

const protocol =
  'Features: NFKC lowercase; URL, mail, numbers of 5 digits and more, money, numbers as words; word 1- and 2-grams, runs of ! and ?, ' +
  'character 4- and 5-grams, length and capitals in buckets; 2^18 slots, binary, each text of length 1 (L2). FTRL-Proximal α 1.5, ' +
  'λ2 .01, 10 shuffled epochs. Threshold with --max-fpr: on the scores of 3 inner folds of train, where most are judged right with ' +
  'at most that share of good texts caught. Metrics over all test rows of all folds; recall: caught of the positive; fpr: good ' +
  'texts caught; MCC: Matthews. ci95: percentile bootstrap over texts, 200 draws.';

type Texts = { files: ReadFile[]; names: readonly string[]; rows: string[][]; texts: LabelledText[]; origin: string[] };

/** The task `text`: how well a small classifier tells texts apart, learnt and judged on the files given. */
export async function evaluateText(args: readonly string[]): Promise<object> {
  const flags = readFlags(withValues(args), ['data', 'train', 'test', 'label', 'text', 'positive', 'split', 'max-fpr', 'dedupe']);
  const seed = flags.text('seed') ?? '42';
  const maxFpr = flags.text('max-fpr') === undefined ? undefined : flags.number('max-fpr', 0);
  if (maxFpr !== undefined && !(maxFpr >= 0 && maxFpr < 1)) throw new Usage('--max-fpr is at least 0 and below 1');
  const { data, folds } = await readFolds(flags, seed);
  const judged: JudgedText[] = [];
  const each: object[] = [];
  let [trainCpuS, scoreCpuS] = [0, 0];
  for (const fold of folds) {
    const found = judgeFold(data.texts, fold, maxFpr, seed);
    judged.push(...found.judged);
    trainCpuS += found.trainCpuS;
    scoreCpuS += found.scoreCpuS;
    each.push({ fold: fold.name, threshold: found.threshold, ...measureTexts(found.judged) });
  }
  return {
    task: 'text',
    version: 1,
    inputs: data.files,
    protocol,
    models: [
      {
        name: 'ngram-ftrl',
        params: { slotsLog2: 18, alpha: 1.5, l2: 0.01, epochs: 10, maxFpr: maxFpr ?? null, seed },
        tunedOn: maxFpr === undefined ? 'none' : '3 inner folds of train',
        metrics: { ...measureTexts(judged), scoreUsPerText: (scoreCpuS * 1e6) / judged.length },
        ci95: textIntervals(judged, seed),
        folds: each,
        trainCpuS,
        scoreCpuS,
        rssMb: rssMb(),
      },
    ],
    chosen: { name: 'ngram-ftrl' },
    warnings: warningsOf(data, folds),
  };
}

function judgeFold(texts: readonly LabelledText[], { train, test }: Fold, maxFpr: number | undefined, seed: string) {
  const learnt = metered(() => {
    const model = learnFrom(texts, train, seed);
    if (maxFpr === undefined) return { model, threshold: 0.5 };
    const inner = kfold(train, 3, seed).flatMap((fold) => scoreAll(learnFrom(texts, fold.train, seed), texts, fold.test));
    return { model, threshold: thresholdFor(inner, maxFpr) };
  });
  const { model, threshold } = learnt.result;
  const scored = metered(() => scoreAll(model, texts, test));
  const judged = scored.result.map((text) => ({ ...text, caught: text.score >= threshold }));
  return { judged, threshold, trainCpuS: learnt.cpuS, scoreCpuS: scored.cpuS };
}

function learnFrom(texts: readonly LabelledText[], rows: readonly number[], seed: string): TextClassifier {
  const own = rows.flatMap((row) => texts[row] ?? []);
  if (new Set(own.map(({ positive }) => positive)).size < 2) throw new BadInput('a part to learn from holds texts of one kind only');
  const model = new TextClassifier();
  model.learn(own, seededRandom(`text/${seed}`));
  return model;
}

function scoreAll(model: TextClassifier, texts: readonly LabelledText[], rows: readonly number[]): Scored[] {
  return rows.flatMap((row) => {
    const own = texts[row];
    return own ? [{ score: model.score(own.text), positive: own.positive }] : [];
  });
}

async function readFolds(flags: Flags, seed: string): Promise<{ data: Texts; folds: Fold[] }> {
  const [train, test] = [flags.text('train'), flags.text('test')];
  if ((train === undefined) !== (test === undefined)) throw new Usage('--train and --test go together');
  const data = await readTexts(
    flags,
    train !== undefined && test !== undefined ? [train, test] : (flags.list('data') ?? [flags.needed('data')]),
  );
  if (train === undefined || test === undefined) {
    const column = (name: string): readonly string[] => {
      const at = data.names.indexOf(name);
      if (at < 0 && name === 'file') return data.origin;
      if (at < 0) throw new Usage(`--split: there is no column ${name}`);
      return data.rows.map((row) => row[at] ?? '');
    };
    return { data, folds: foldsOf(flags.text('split') ?? 'kfold:5', data.texts.length, { seed, column }) };
  }
  const rows = [...data.texts.keys()];
  const fold = {
    name: 'test',
    train: rows.filter((row) => data.origin[row] === train),
    test: rows.filter((row) => data.origin[row] === test),
  };
  const repeated = repeatsOf(data, fold);
  if (repeated > 0) throw new BadInput(`${repeated} texts of ${test} stand in ${train} too: --dedupe leaves them out`, 4);
  return { data, folds: [fold] };
}

async function readTexts(flags: Flags, paths: readonly string[]): Promise<Texts> {
  const positive = new Set(flags.needed('positive').split(','));
  const dedupe = flags.text('dedupe') === 'true';
  const data: Texts = { files: [], names: [], rows: [], texts: [], origin: [] };
  const seen = new Set<string>();
  for (const path of paths) {
    const { file, names, rows } = await readRecords(path, flags.format);
    const [label, text] = [flags.needed('label'), flags.needed('text')].map((name) => names.indexOf(name));
    if (label === undefined || text === undefined || label < 0 || text < 0)
      throw new Usage(`${path} has no such --label and --text; it has ${names.slice(0, 12).join(', ')}`);
    for (const row of rows) {
      const own = { text: row[text] ?? '', positive: positive.has(row[label] ?? '') };
      const form = foldText(own.text).trim();
      if (row.length !== names.length || form === '' || (dedupe && seen.has(form))) {
        file.dropped += 1;
        continue;
      }
      seen.add(form);
      data.rows.push(row);
      data.texts.push(own);
      data.origin.push(path);
    }
    data.files.push(file);
    data.names = names;
  }
  if (data.texts.length === 0) throw new BadInput(`${paths.join(', ')} hold no text`);
  return data;
}

function repeatsOf({ texts }: Texts, { train, test }: Fold): number {
  const form = (row: number): string => foldText(texts[row]?.text ?? '').trim();
  const known = new Set(train.map(form));
  return test.filter((row) => known.has(form(row))).length;
}

function warningsOf(data: Texts, folds: readonly Fold[]): string[] {
  const repeated = folds.reduce((sum, fold) => sum + repeatsOf(data, fold), 0);
  const dropped = data.files.reduce((sum, file) => sum + file.dropped, 0);
  return [
    ...(repeated > 0 ? [`${repeated} test texts also stand in what was learnt from; --dedupe leaves them out`] : []),
    ...(dropped > 0 ? [`${dropped} rows dropped: empty, of another width than the header, or repeated`] : []),
  ];
}

/** `--dedupe` alone means true. */
function withValues(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => (arg === '--dedupe' && (args[at + 1] ?? '--').startsWith('--') ? [arg, 'true'] : [arg]));
}
