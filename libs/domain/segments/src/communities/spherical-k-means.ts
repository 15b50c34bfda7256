import type { Random } from '@flywheel/primitives';
import type { SparseRow } from './co-engagement.ts';

/** Which cluster each row is in, and how well they fit: the mean cosine to the own centre. */
export type Clustering = { readonly of: Int32Array; readonly fit: number };

const mostRounds = 40;

/**
 * Spherical k-means (Dhillon & Modha 2001) with k-means++ starts (Arthur & Vassilvitskii 2007) on unit rows; the best fit of `starts`.
 * Costs rows' entries × k × rounds; rounds are limited to 40.
 */
export function sphericalKMeans(rows: readonly SparseRow[], k: number, random: Random, starts = 3): Clustering {
  let best: Clustering = { of: new Int32Array(rows.length), fit: -1 };
  for (let start = 0; start < starts; start += 1) {
    const found = settle(rows, firstCentres(rows, k, random));
    if (found.fit > best.fit) best = found;
  }
  return best;
}

/** A warm start: settles from the centres of an earlier assignment (−1: in none); `k` is how many of them held anything. */
export function growOn(rows: readonly SparseRow[], earlier: Int32Array): Clustering & { readonly k: number } {
  const labels = [...new Set(earlier)].filter((label) => label >= 0).sort((a, b) => a - b);
  const centres = labels.map(() => new Float64Array(rows.length));
  rows.forEach((row, index) => addTo(centres[labels.indexOf(earlier[index] ?? -1)], row));
  for (const centre of centres) normalise(centre);
  return centres.length === 0
    ? { of: new Int32Array(rows.length).fill(-1), fit: -1, k: 0 }
    : { ...settle(rows, centres), k: centres.length };
}

function settle(rows: readonly SparseRow[], centres: Float64Array[]): Clustering {
  const of = new Int32Array(rows.length).fill(-1);
  let fit = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    let moved = 0;
    fit = 0;
    rows.forEach((row, index) => {
      const { centre, cosine } = nearest(row, centres);
      if (of[index] !== centre) moved += 1;
      of[index] = centre;
      fit += cosine / rows.length;
    });
    if (moved === 0) break;
    recentre(rows, of, centres);
  }
  return { of, fit };
}

function nearest(row: SparseRow, centres: readonly Float64Array[]): { centre: number; cosine: number } {
  let centre = 0;
  let cosine = -Infinity;
  centres.forEach((candidate, index) => {
    const value = dot(row, candidate);
    if (value > cosine) {
      cosine = value;
      centre = index;
    }
  });
  return { centre, cosine };
}

function recentre(rows: readonly SparseRow[], of: Int32Array, centres: Float64Array[]): void {
  for (const centre of centres) centre.fill(0);
  rows.forEach((row, index) => addTo(centres[of[index] ?? 0], row));
  for (const centre of centres) normalise(centre);
}

function firstCentres(rows: readonly SparseRow[], k: number, random: Random): Float64Array[] {
  const size = rows.length;
  const distance = new Float64Array(size).fill(1);
  const centres: Float64Array[] = [];
  while (centres.length < k) {
    const total = distance.reduce((sum, each) => sum + each, 0);
    let target = random.next() * total;
    let chosen = 0;
    while (chosen < size - 1 && target >= (distance[chosen] ?? 0)) {
      target -= distance[chosen] ?? 0;
      chosen += 1;
    }
    const centre = new Float64Array(size);
    const row = rows[chosen];
    if (row) addTo(centre, row);
    centres.push(centre);
    rows.forEach((each, index) => {
      const gap = 1 - dot(each, centre);
      distance[index] = Math.min(distance[index] ?? 1, gap * gap);
    });
  }
  return centres;
}

function dot(row: SparseRow, dense: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < row.at.length; i += 1) sum += (row.value[i] ?? 0) * (dense[row.at[i] ?? 0] ?? 0);
  return sum;
}

function addTo(dense: Float64Array | undefined, row: SparseRow): void {
  if (!dense) return;
  for (let i = 0; i < row.at.length; i += 1) {
    const at = row.at[i] ?? 0;
    dense[at] = (dense[at] ?? 0) + (row.value[i] ?? 0);
  }
}

function normalise(dense: Float64Array): void {
  const length = Math.sqrt(dense.reduce((sum, each) => sum + each * each, 0));
  if (length > 0) for (let i = 0; i < dense.length; i += 1) dense[i] = (dense[i] ?? 0) / length;
}
