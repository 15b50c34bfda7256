import { PastCounters } from '@flywheel/ranking/counters';
import type { Examples } from './read-examples.ts';

/** The keys that rows are counted by: each category, and pairs of categories where these are few. */
export type CountedKeys = { readonly names: readonly string[]; keysOf(row: number): number[] };

const mostPaired = 8;
const mostRowsPaired = 300_000;
const room = 2 ** 26;

/** Keys by each category, and by pairs where `pairs` asks for them and there are at most 8 categories and 300,000 rows. */
export function countedKeys({ categories, rows }: Examples, pairs: boolean): CountedKeys {
  const singles = categories.map((_, at) => [at] as const);
  const paired = pairs && categories.length <= mostPaired && rows <= mostRowsPaired;
  const couples = paired ? categories.flatMap((_, a) => categories.flatMap((__, b) => (a < b ? [[a, b] as const] : []))) : [];
  const code = (at: number | undefined, row: number): number => (at === undefined ? 0 : (categories[at]?.codes[row] as number));
  const parts: ReadonlyArray<readonly number[]> = [...singles, ...couples];
  return {
    names: parts.map((of) => of.map((at) => categories[at]?.name).join(' × ')),
    keysOf: (row) => parts.map(([a, b]) => (b === undefined ? code(a, row) : code(a, row) * room + code(b, row))),
  };
}

/** Goes through rows in their order; `read` sees the counters of each row's moment, before the row counts. Without times each is one. */
export function countRows(
  { labels, times }: Examples,
  train: Uint32Array,
  counted: CountedKeys,
  options: { readonly strength: number; readonly read?: (counters: PastCounters<number>, keys: readonly number[], at: number) => void },
): PastCounters<number> {
  const counters = new PastCounters<number>({ features: counted.names.length, strength: options.strength });
  train.forEach((row, at) => {
    const keys = counted.keysOf(row);
    counters.moveTo(times?.[row] ?? at);
    options.read?.(counters, keys, at);
    counters.see(keys, labels[row] === 1 ? 1 : 0);
  });
  counters.settle();
  return counters;
}

/** Counts the outcome of one more row, whose moment has passed. */
export function learnCounts({ labels }: Examples, counters: PastCounters<number>, counted: CountedKeys, row: number): void {
  counters.see(counted.keysOf(row), labels[row] === 1 ? 1 : 0);
  counters.settle();
}
