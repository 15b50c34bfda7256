import type { AgeBands } from './age-bands.ts';
import type { CollectedEntries } from './collect-entries.ts';
import { noSlot } from './index-image.ts';
import { agesOf, attributeCount, excludes, firstAges, layerCount, roleCount } from './roles.ts';

/** Which rows and postings an index has; see the fields of the image. */
export type ListPlan = {
  rows: number;
  unknownRow: Int32Array;
  freeRow: Int32Array;
  listsFrom: Int32Array;
  listRole: Uint8Array;
  listAt: Int32Array;
  listLength: Int32Array;
  postings: Int32Array;
  checkRow: number;
};

// A bitmap is smaller than postings from one slot in 32 on; reading it is cheaper somewhat earlier.
const sparseBelow = 48;

/** Calls `visit` for each value · 4 + role that a code stands for: itself, or the bands of a span of ages. */
export function eachValue(code: number, { values }: AgeBands, visit: (valueRole: number) => void): void {
  if (code >= 0) return visit(code);
  if (code > firstAges) return;
  const { role, from, to } = agesOf(code);
  for (let age = from; age <= to; age += 1) {
    if (age === from || values[age] !== values[age - 1]) visit((values[age] as number) * roleCount + role);
  }
}

/** How many slots each value · 4 + role has. */
export function countValues({ codes, dictionary }: CollectedEntries, ages: AgeBands): Int32Array {
  const counts = new Int32Array(dictionary.size * roleCount);
  const written = codes.view();
  const count = (each: number): void => void (counts[each] = (counts[each] as number) + 1);
  for (let at = 0; at < codes.length; at += 1) eachValue(written[at] as number, ages, count);
  return counts;
}

/** Gives rows to dense lists and room among the postings to sparse ones. */
export function planLists(collected: CollectedEntries, counts: Int32Array, slots: number): ListPlan {
  const { unknownRow, freeRow, rows: first } = planMarkers(collected);
  const lists = counts.reduce((sum, each) => sum + (each > 0 ? 1 : 0), 0);
  const values = counts.length / roleCount;
  const plan = {
    listsFrom: new Int32Array(values + 1),
    listRole: new Uint8Array(lists),
    listAt: new Int32Array(lists),
    listLength: new Int32Array(lists),
  };
  let [list, rows, postings] = [0, first, 0];
  for (let value = 0; value < values; value += 1) {
    for (let role = 0; role < roleCount; role += 1) {
      const length = counts[value * roleCount + role] as number;
      if (length === 0) continue;
      const dense = length * sparseBelow > slots;
      plan.listRole[list] = role;
      plan.listLength[list] = length;
      plan.listAt[list] = dense ? rows : -1 - postings;
      if (dense) rows += 1;
      else postings += length + 1;
      list += 1;
    }
    plan.listsFrom[value + 1] = list;
  }
  const checked = collected.programs.trimmed().some((each) => each >= 0);
  return {
    ...plan,
    unknownRow,
    freeRow,
    postings: new Int32Array(postings).fill(noSlot),
    checkRow: checked ? rows : -1,
    rows: rows + (checked ? 1 : 0),
  };
}

/** Rows for what is asked at all. Row 0 holds the active slots. */
function planMarkers({ codes }: CollectedEntries): { unknownRow: Int32Array; freeRow: Int32Array; rows: number } {
  const used = new Uint8Array(attributeCount * roleCount);
  const written = codes.view();
  for (let at = 0; at < codes.length; at += 1) {
    const code = written[at] as number;
    if (code < 0 && code > firstAges) used[-1 - code] = 1;
  }
  const unknownRow = new Int32Array(attributeCount).fill(-1);
  const freeRow = new Int32Array(attributeCount * layerCount).fill(-1);
  let rows = 1;
  for (let attr = 0; attr < attributeCount; attr += 1) {
    if (used[attr * roleCount] === 1) unknownRow[attr] = rows++;
    for (let layer = 0; layer < excludes; layer += 1) {
      if (used[attr * roleCount + 1 + layer] === 1) freeRow[attr * layerCount + layer] = rows++;
    }
  }
  return { unknownRow, freeRow, rows };
}
