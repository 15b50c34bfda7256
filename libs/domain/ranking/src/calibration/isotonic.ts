import { assert } from '@flywheel/primitives';
import { risingOrder } from '../metrics/area-under-curve.ts';
import type { Predictions } from '../metrics/prediction.ts';

/** A rising map of chances: blocks by their lowest and highest score, each with the rate of what lay in it. */
export type Isotonic = { readonly from: Float64Array; readonly upTo: Float64Array; readonly rates: Float64Array };

/**
 * The rising function nearest to the labels in squares, by pooling adjacent violators (Ayer et al. 1955): the mean over the rows it was
 * fitted to is kept, exactly. Rows of one score are one block from the start.
 */
export function fitIsotonic({ chances, labels }: Predictions): Isotonic {
  assert(chances.length === labels.length && labels.length > 0, 'every score has its label, and there is one at least');
  const order = risingOrder(chances);
  const blocks: Array<{ from: number; upTo: number; positives: number; rows: number }> = [];
  for (let from = 0; from < order.length;) {
    const score = chances[order[from] as number] as number;
    const block = { from: score, upTo: score, positives: 0, rows: 0 };
    for (; from < order.length && chances[order[from] as number] === score; from += 1) {
      block.positives += labels[order[from] as number] as number;
      block.rows += 1;
    }
    for (let last = blocks.at(-1); last && last.positives * block.rows >= block.positives * last.rows; last = blocks.at(-1)) {
      block.positives += last.positives;
      block.rows += last.rows;
      block.from = last.from;
      blocks.pop();
    }
    blocks.push(block);
  }
  return {
    from: Float64Array.from(blocks, (block) => block.from),
    upTo: Float64Array.from(blocks, (block) => block.upTo),
    rates: Float64Array.from(blocks, (block) => block.positives / block.rows),
  };
}

/** The rate of the block that a score falls in; between two blocks on the line from one to the other; beyond the ends, that of the end. */
export function applyIsotonic({ from, upTo, rates }: Isotonic, score: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] as number) >= score) high = middle;
    else low = middle + 1;
  }
  const rate = rates[low] as number;
  if (low === 0 || score >= (from[low] as number)) return rate;
  const [before, start] = [rates[low - 1] as number, upTo[low - 1] as number];
  return before + (rate - before) * ((score - start) / ((from[low] as number) - start));
}
