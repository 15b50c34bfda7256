import type { PlacementRow, SegmentRow } from '@flywheel/database/serving';
import { assert } from '@flywheel/primitives';
import type { MatchIndex } from '@flywheel/targeting';
import type { ServingAd } from './serving-ad.ts';

/** Everything configured that a decision reads: built off the path, never changed, swapped as a whole. */
export type Snapshot = {
  configVersion: bigint;
  /** Names the counts from which the chances were made. */
  modelVersion: string;
  ads: readonly ServingAd[];
  index: MatchIndex<ServingAd>;
  placements: ReadonlyMap<string, PlacementRow>;
  /** By segment id. */
  segments: ReadonlyMap<string, SegmentRow>;
};

/** The rules of a placement: its own, or those of every placement. */
export function placementRules(snapshot: Snapshot, placement: string): PlacementRow {
  const rules = snapshot.placements.get(placement) ?? snapshot.placements.get('*');
  assert(rules !== undefined, 'the rules of every placement (*) are never deleted');
  return rules;
}
