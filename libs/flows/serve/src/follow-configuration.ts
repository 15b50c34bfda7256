import type { Database } from '@flywheel/database';
import {
  readConfigVersion,
  readMovedConfiguration,
  readPlacements,
  readSegments,
  readServingAdsOf,
  type ServingAdRow,
} from '@flywheel/database/serving';
import { putAd } from './ads/put-ad.ts';
import { shadeAd } from './apply-pacing.ts';
import type { ServingMemory } from './serving-memory.ts';
import { segmentsByName, type Snapshot } from './snapshot.ts';

/** What became of following: the ads that moved, or that a rebuild is the better way. */
export type Followed = { outcome: 'current' } | { outcome: 'followed'; adNos: number[] } | { outcome: 'too-much' };

/** Brings a snapshot to the newest version in place: what changed is read in one snapshot of the database and applied at once. */
export async function followConfiguration(database: Database, snapshot: Snapshot, memory: ServingMemory): Promise<Followed> {
  const version = await readConfigVersion(database.read);
  if (version === snapshot.configVersion) return { outcome: 'current' };
  const read = await database.inSnapshot(async (tx) => {
    const to = await readConfigVersion(tx);
    const moved = await readMovedConfiguration(tx, snapshot.configVersion, to);
    if (moved.tooMuch) return undefined;
    return {
      to,
      adNos: moved.adNos,
      rows: await readServingAdsOf(tx, moved.adNos),
      placements: moved.placements ? await readPlacements(tx) : undefined,
      segments: moved.segments ? await readSegments(tx) : undefined,
    };
  });
  if (!read) return { outcome: 'too-much' };
  if (read.placements) snapshot.placements = new Map(read.placements.map((row) => [row.placement, row]));
  if (read.segments) snapshot.segments = segmentsByName(read.segments);
  applyRows(snapshot, memory, read.adNos, read.rows);
  snapshot.configVersion = read.to;
  return { outcome: 'followed', adNos: read.adNos };
}

/** Nothing awaits in here: no decision sees half of a version. */
function applyRows(snapshot: Snapshot, memory: ServingMemory, adNos: readonly number[], rows: readonly ServingAdRow[]): void {
  const { table, index } = snapshot;
  const left = new Set(adNos);
  for (const row of rows) {
    left.delete(row.adNo);
    const before = table.targetingOf(row.adNo);
    const { targeting, key } = putAd(row, { ...snapshot, model: memory.model.model });
    shadeAd(table, row.adNo, memory.pacing);
    if (before === undefined) index.insert(row.adNo, targeting, key);
    else if (before === table.targetingOf(row.adNo)) index.rebid(row.adNo, key);
    else index.retarget(row.adNo, targeting, key);
  }
  for (const adNo of left) {
    table.remove(adNo);
    index.remove(adNo);
  }
}
