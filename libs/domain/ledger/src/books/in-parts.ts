import { assert, type Micros } from '@flywheel/primitives';
import { balancedEntry, type Entry, type Posting } from '../entry.ts';

/** The most lines that one entry is posted with. */
export const mostLines = 5000;

/**
 * The entry itself, or where it has more than `most` lines, parts that each balance and together say the same: the lines of its hub are
 * drawn together, every part takes as much of the hub as its other lines need. The first part keeps the key, later ones add `#2`, `#3`, …
 * to it. Refuses a long entry that names no hub or moves several currencies.
 */
export function inParts(entry: Entry, most: number = mostLines): Entry[] {
  if (entry.postings.length <= most) return [entry];
  const { hub } = entry;
  const [currency, ...others] = new Set(entry.postings.map((posting) => posting.currency));
  assert(
    hub !== undefined && currency !== undefined && others.length === 0,
    `an entry of many lines has a hub and one currency (${entry.key})`,
  );
  const lines = entry.postings.filter((posting) => posting.account !== hub);
  const count = Math.ceil(lines.length / (most - 1));
  return Array.from({ length: count }, (_, n) => {
    const own = lines.slice(n * (most - 1), (n + 1) * (most - 1));
    const rest: Posting = { account: hub, currency, amountMicros: -own.reduce((sum, each) => sum + each.amountMicros, 0n) as Micros };
    const meta = { ...entry.meta, part: `${n + 1}/${count}` };
    return balancedEntry({ ...entry, key: n === 0 ? entry.key : `${entry.key}#${n + 1}`, meta, postings: [...own, rest] });
  });
}
