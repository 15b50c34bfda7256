import { seededRandom } from '@flywheel/primitives';
import { toNumber } from '../read-flags.ts';
import { Usage } from '../refusals.ts';

/** Which part of the rows is learnt from, and by what the rest is held back. */
export type Split = { readonly by: 'time' | 'random'; readonly ratio: number };

/** Reads `time:.8` or `random:.8`. */
export function readSplit(text: string): Split {
  const [by, ratio = '.8'] = text.split(':');
  const part = toNumber(ratio, '--split');
  if ((by !== 'time' && by !== 'random') || part <= 0 || part >= 1) throw new Usage(`--split is time:PART or random:PART, not ${text}`);
  return { by, ratio: part };
}

/** Rows by number, those of train in the order they are learnt: of time where there are times. */
export type Parts = { readonly train: Uint32Array; readonly test: Uint32Array };

/**
 * By time: rows of the moment at the cut all belong to test, so that the order of rows within a moment decides nothing; only where a moment
 * holds everything is it cut. At random: a seeded shuffle.
 */
export function splitRows(rows: Uint32Array, times: Float64Array | undefined, split: Split, seed: string): Parts {
  const order = split.by === 'time' ? inTime(rows, times) : shuffled(rows, seed);
  let cut = Math.round(order.length * split.ratio);
  if (split.by === 'time' && times) {
    const moment = times[order[cut] as number] as number;
    const first = order.findIndex((row) => (times[row] as number) >= moment);
    if (first > 0) cut = first;
  }
  return { train: inTime(order.slice(0, cut), times), test: inTime(order.slice(cut), times) };
}

/** Rows in order of time; as they stand when there is none. */
export function inTime(rows: Uint32Array, times: Float64Array | undefined): Uint32Array {
  return times ? rows.slice().sort((a, b) => (times[a] as number) - (times[b] as number) || a - b) : rows;
}

function shuffled(rows: Uint32Array, seed: string): Uint32Array {
  const random = seededRandom(`split/${seed}`);
  const order = rows.slice();
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random.next() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}
