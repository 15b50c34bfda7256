import { degrees, transpose, type InteractionMatrix } from './interaction-matrix.ts';
import type { NeighbourModel } from './model.ts';
import { neighbourCollector, walkRows } from './neighbour-rows.ts';

/**
 * SAR, "simple algorithm for recommendation" (Microsoft recommenders): similarity of items is Jaccard over their users, an item's with
 * itself 1; a user's affinity to an item weighs its rating by age (`sarAffinity`). No parameter is learnt.
 */
export function fitSar(matrix: InteractionMatrix): NeighbourModel {
  const byItem = transpose(matrix);
  const counts = degrees(byItem);
  const collected = neighbourCollector(matrix.columns, matrix.columns);
  walkRows(matrix, { userWeight: new Float64Array(matrix.rows).fill(1), byItem }, (row) => {
    const own = counts[row.item] as number;
    for (let n = 0; n < row.amount; n += 1) {
      const j = row.met[n] as number;
      const both = row.sum[j] as number;
      row.sum[j] = both / (own + (counts[j] as number) - both);
    }
    collected.add(row, matrix.columns);
  });
  return { kind: 'sar', items: matrix.columns, neighbours: collected.finish() };
}

/** rating · 2^(−age / halfLife): what an interaction is worth at `now`. Both times in one unit; 30 days is what SAR proposes. */
export function sarAffinity(act: { rating: number; time: number }, { now, halfLife }: { now: number; halfLife: number }): number {
  return act.rating * 2 ** (-(now - act.time) / halfLife);
}
