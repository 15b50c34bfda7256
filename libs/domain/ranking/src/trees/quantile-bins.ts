import { assert } from '@flywheel/primitives';

/** Bins of a column: bin 0 is for what is not a number, bin b for values above edge b − 2 and at most edge b − 1. */
export const mostBins = 64;

/** At most 62 edges between 63 bins of about equal count; with fewer distinct values every value has its own bin. Rising. */
export function quantileEdges(column: Float64Array): Float64Array {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  const between = (at: number): number => ((distinct[at] as number) + (distinct[at + 1] as number)) / 2;
  if (distinct.length < mostBins) return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, at) => between(at));
  const edges: number[] = [];
  for (let bin = 1; bin < mostBins - 1; bin += 1) {
    const edge = sorted[Math.floor((bin * sorted.length) / (mostBins - 1))] as number;
    if (edges.at(-1) !== edge && edge !== sorted.at(-1)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** The bin of a value under rising edges. */
export function binOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) >= value) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}

/** A column as bins. */
export function binColumn(column: Float64Array, edges: Float64Array): Uint8Array {
  assert(edges.length <= mostBins - 2, 'a column has at most 62 edges');
  return Uint8Array.from(column, (value) => binOf(value, edges));
}
