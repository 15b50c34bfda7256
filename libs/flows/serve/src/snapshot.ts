import type { PlacementRow, SegmentRow } from '@flywheel/database/serving';
import { assert } from '@flywheel/primitives';
import type { BlockIndex } from '@flywheel/targeting/blocks';
import type { AdTable } from './ads/ad-table.ts';
import type { IndexedLogits } from './ads/put-ad.ts';

/** Everything configured that a decision reads: exactly one version of it. Followed in place, and swapped as a whole when rebuilt. */
export type Snapshot = {
  configVersion: bigint;
  table: AdTable;
  index: BlockIndex;
  /** The logits that the index's keys were made with. */
  indexed: IndexedLogits;
  placements: Map<string, PlacementRow>;
  /** By id and by node. */
  segments: Map<string, SegmentRow>;
};

/** The rules of a placement: its own, or those of every placement. */
export function placementRules(placements: ReadonlyMap<string, PlacementRow>, placement: string): PlacementRow {
  const rules = placements.get(placement) ?? placements.get('*');
  assert(rules !== undefined, 'the rules of every placement (*) are never deleted');
  return rules;
}

/** Segments as targeting may name them. */
export function segmentsByName(rows: readonly SegmentRow[]): Map<string, SegmentRow> {
  const known = new Map<string, SegmentRow>();
  for (const row of rows) known.set(row.segment, row).set(row.node, row);
  return known;
}
