import { seededRandom } from '@flywheel/primitives';
import { toNumber } from '../read-flags.ts';
import { Usage } from '../refusals.ts';

/** Rows to learn from and rows to be judged on, by place; `name` where a fold is a group. */
export type Fold = { readonly name: string; readonly train: readonly number[]; readonly test: readonly number[] };

/**
 * Splits rows by `first:N` (the first N are train), `kfold:K` (shuffled by the seed), `time:COLUMN:SHARE` (the earlier share is train) or
 * `group:COLUMN` (each value once the test). Refuses any other rule, and a split that leaves one side empty.
 */
export function foldsOf(rule: string, rows: number, options: { readonly seed: string; column(name: string): readonly string[] }): Fold[] {
  const [kind, ...rest] = rule.split(':');
  const all = [...new Array(rows).keys()];
  const folds = ((): Fold[] => {
    if (kind === 'first') return [cut(all, toNumber(rest[0] ?? '', '--split first:'))];
    if (kind === 'kfold') return kfold(all, toNumber(rest[0] ?? '', '--split kfold:'), options.seed);
    if (kind === 'time')
      return [cut(inTime(all, options.column(rest[0] ?? '')), Math.round(rows * toNumber(rest[1] ?? '', '--split time:')))];
    if (kind === 'group') return grouped(all, options.column(rest[0] ?? ''));
    throw new Usage(`--split is first:N, kfold:K, time:COLUMN:SHARE or group:COLUMN, not ${rule}`);
  })();
  if (folds.length === 0 || folds.some(({ train, test }) => train.length === 0 || test.length === 0))
    throw new Usage(`--split ${rule} leaves nothing to learn from or nothing to judge`);
  return folds;
}

/** `count` folds of rows shuffled by the seed, each row once in a test. */
export function kfold(rows: readonly number[], count: number, seed: string): Fold[] {
  if (!Number.isInteger(count) || count < 2 || count > 20) throw new Usage('a split has 2 to 20 folds');
  const random = seededRandom(`folds/${seed}`);
  const shuffled = rows.map((row) => ({ row, key: random.next() })).sort((a, b) => a.key - b.key);
  return Array.from({ length: count }, (_, fold) => ({
    name: String(fold + 1),
    train: shuffled.flatMap(({ row }, at) => (at % count === fold ? [] : [row])),
    test: shuffled.flatMap(({ row }, at) => (at % count === fold ? [row] : [])),
  }));
}

function cut(rows: readonly number[], at: number): Fold {
  return { name: 'test', train: rows.slice(0, at), test: rows.slice(at) };
}

function inTime(rows: readonly number[], times: readonly string[]): number[] {
  const moment = (row: number): number => {
    const text = times[row] ?? '';
    return Number.isFinite(Number(text)) && text.trim() !== '' ? Number(text) : Date.parse(text);
  };
  // Rows without a time go first: nothing that may be later is learnt from as if it were earlier.
  return [...rows].sort((a, b) => (moment(a) || 0) - (moment(b) || 0) || a - b);
}

function grouped(rows: readonly number[], groups: readonly string[]): Fold[] {
  return [...new Set(groups)].sort().map((name) => ({
    name,
    train: rows.filter((row) => groups[row] !== name),
    test: rows.filter((row) => groups[row] === name),
  }));
}
