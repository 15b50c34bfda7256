/** A sparse vector of unit length: positions ascending, with their values. */
export type SparseRow = { readonly at: Int32Array; readonly value: Float64Array };

/** Who engaged with what, as dense numbers: `itemsOf[user]` lists distinct items. */
export type Engagements = { readonly items: number; readonly itemsOf: ReadonlyArray<readonly number[]> };

/**
 * Positive pointwise mutual information of items by common users. A user counts 1 / ln(2 + n) where n is how many items they touched,
 * so a person who touched everything says little about each pair. Keeps the `keep` strongest neighbours of each item, unit length.
 * Users beyond `mostItems` items are passed over: their pairs grow with the square.
 */
export function coEngagement({ items, itemsOf }: Engagements, { keep = 60, mostItems = 2000 } = {}): SparseRow[] {
  const together: Array<Map<number, number>> = Array.from({ length: items }, () => new Map());
  const alone = new Float64Array(items);
  let total = 0;
  for (const touched of itemsOf) {
    if (touched.length < 2 || touched.length > mostItems) continue;
    const weight = 1 / Math.log(2 + touched.length);
    for (const a of touched) {
      const row = together[a];
      for (const b of touched) if (a !== b) row?.set(b, (row.get(b) ?? 0) + weight);
      alone[a] = (alone[a] ?? 0) + weight * (touched.length - 1);
      total += weight * (touched.length - 1);
    }
  }
  return together.map((row, a) => strongest(row, (b, count) => Math.log((count * total) / ((alone[a] ?? 0) * (alone[b] ?? 0))), keep));
}

function strongest(row: ReadonlyMap<number, number>, information: (b: number, count: number) => number, keep: number): SparseRow {
  const positive: Array<[number, number]> = [];
  for (const [b, count] of row) {
    const value = information(b, count);
    if (value > 0) positive.push([b, value]);
  }
  const kept = positive
    .sort((x, y) => y[1] - x[1] || x[0] - y[0])
    .slice(0, keep)
    .sort((x, y) => x[0] - y[0]);
  const length = Math.sqrt(kept.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
  return { at: Int32Array.from(kept, ([b]) => b), value: Float64Array.from(kept, ([, value]) => value / length) };
}
