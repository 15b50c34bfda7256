import { BadInput } from '../refusals.ts';

const leastRows = 100;

/** Refuses a column that is filled exactly where the label is 1, or exactly where it is 0: it was written after the fact. */
export function assertNoGivenAway(
  columns: ReadonlyArray<{ readonly name: string; readonly cells: readonly string[] }>,
  labels: readonly number[],
): void {
  if (labels.length < leastRows) return;
  for (const { name, cells } of columns) {
    const agreeing = cells.filter((cell, row) => (cell.trim() !== '') === (labels[row] === 1)).length;
    if (agreeing === labels.length || agreeing === 0)
      throw new BadInput(`column ${name} is filled exactly by label: it gives the answer away; leave it out with --ignore ${name}`, 4);
  }
}

/**
 * Refuses test rows that stand in train, cell for cell. Logs of coarse time repeat themselves: rows are let through, with a warning, where
 * test repeats train no more than twice as often as train repeats itself.
 */
export function assertUnseen(train: ReadonlyArray<readonly string[]>, test: ReadonlyArray<readonly string[]>): string[] {
  const known = new Set<string>();
  let repeats = 0;
  for (const cells of train) {
    const row = cells.join('\u0001');
    if (known.has(row)) repeats += 1;
    known.add(row);
  }
  const found = test.filter((cells) => known.has(cells.join('\u0001'))).length;
  if (found === 0) return [];
  if (found / test.length > (2 * repeats) / train.length)
    throw new BadInput(`${found} of ${test.length} test rows stand in train, cell for cell`, 4);
  return [`${found} of ${test.length} test rows also stand in train; train repeats ${repeats} of its own ${train.length} rows`];
}
