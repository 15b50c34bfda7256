/** A row as read. */
export type Row = { readonly cells: readonly string[]; readonly label: 0 | 1; readonly time: number };

/**
 * The rows of each part in order of time; those of one moment by how often their values occur, then by label. So neither the order of
 * the file nor the spelling of a value decides what a model sees first, or which rows a seeded shuffle picks.
 */
export function orderedRows(parts: ReadonlyArray<readonly Row[]>, features: readonly number[]): Row[] {
  const counts = features.map((feature) => {
    const count = new Map<string, number>();
    for (const part of parts) for (const { cells } of part) count.set(cells[feature] ?? '', (count.get(cells[feature] ?? '') ?? 0) + 1);
    return count;
  });
  return parts.flatMap((part) => {
    const keyed = part.map((row) => ({
      row,
      frequencies: features.map((feature, at) => counts[at]?.get(row.cells[feature] ?? '') ?? 0),
    }));
    keyed.sort((a, b) => a.row.time - b.row.time || firstDifference(a.frequencies, b.frequencies) || a.row.label - b.row.label);
    return keyed.map(({ row }) => row);
  });
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return (a[at] as number) - (b[at] as number);
  return 0;
}
