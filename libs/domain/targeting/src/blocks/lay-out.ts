import { assert } from '@flywheel/primitives';
import { ageBands } from './age-bands.ts';
import type { CollectedEntries } from './collect-entries.ts';
import { blockSlots, blockWords, type IndexImage } from './index-image.ts';
import { orderByKey } from './order-by-key.ts';
import { fillRows } from './fill-rows.ts';
import { countValues, planLists } from './plan-lists.ts';

/** Lays collected entries out as an index: by falling key, block by block. */
export function layOut(collected: CollectedEntries): IndexImage {
  const count = collected.entries.length;
  const order = orderByKey(collected.keys.slice(0, count));
  const slots = collected.programs.length;
  const ages = ageBands(collected);
  const lists = planLists(collected, countValues(collected, ages), slots);
  const blocks = Math.ceil(slots / blockSlots);
  const slotEntry = new Int32Array(slots);
  const conjunctionOf = new Int32Array(slots);
  const slotOf = new Int32Array(mostOf(collected.entries.view(), count) + 1).fill(-1);
  const wordBound = new Float64Array(blocks * blockWords + 1).fill(-1);
  let slot = 0;
  for (const at of order) {
    const entry = collected.entries.view()[at] as number;
    const end = collected.conjunctionsFrom.view()[at + 1] as number;
    const first = collected.conjunctionsFrom.view()[at] as number;
    assert(slotOf[entry] === -1, `entry ${entry} stands in the index once`);
    if (first < end) slotOf[entry] = slot;
    for (let conjunction = first; conjunction < end; conjunction += 1) {
      wordBound[slot >>> 5] = Math.max(wordBound[slot >>> 5] as number, collected.keys[at] as number);
      slotEntry[slot] = entry;
      conjunctionOf[slot] = conjunction;
      slot += 1;
    }
  }
  for (let word = wordBound.length - 2; word >= 0; word -= 1) {
    wordBound[word] = Math.max(wordBound[word] as number, wordBound[word + 1] as number);
  }
  const pool = new Int32Array(blocks * lists.rows * blockWords);
  const filled = fillRows(collected, { ...lists, ages, pool, conjunctionOf });
  return {
    slots,
    pool,
    slotEntry,
    slotOf,
    wordBound,
    dictionary: collected.dictionary.image(),
    ageValues: ages.values,
    ...lists,
    ...filled,
  };
}

function mostOf(values: Int32Array, count: number): number {
  let most = -1;
  for (let at = 0; at < count; at += 1) most = Math.max(most, values[at] as number);
  return most;
}
