import type { CopyOut, Database } from '@flywheel/database';
import { readModel, type PublishedModel } from '@flywheel/database/models';
import { readConfigVersion, readLastAdNo, readPlacements, readSegments, readServingLines } from '@flywheel/database/serving';
import type { Tx } from '@flywheel/runtime';
import { BlockIndex, EntryCollector } from '@flywheel/targeting/blocks';
import { AdTable } from './ads/ad-table.ts';
import { indexedLogits, putAd } from './ads/put-ad.ts';
import { segmentsByName, type Snapshot } from './snapshot.ts';

/** A snapshot as it was read, and the model it was laid out with. */
export type LoadedSnapshot = { snapshot: Snapshot; published: PublishedModel };

/**
 * Reads one version of the configuration whole, within one snapshot of the database, so that memory is exactly that version; then lays it
 * out. `build` names the index in records.
 */
export async function loadSnapshot(database: Database, build: number): Promise<LoadedSnapshot> {
  const { collector, published, ...read } = await database.inSnapshot(readAll);
  return { published, snapshot: { ...read, index: BlockIndex.lay(collector, build) } };
}

type Read = Omit<Snapshot, 'index'> & { published: PublishedModel; collector: EntryCollector };

/** Each ad is put and its expression taken while the next are on their way: no list of them is ever held. */
async function readAll(tx: Tx, copy: CopyOut): Promise<Read> {
  const configVersion = await readConfigVersion(tx);
  const published = await readModel(tx);
  const placements = new Map((await readPlacements(tx)).map((row) => [row.placement, row]));
  const segments = segmentsByName(await readSegments(tx));
  const indexed = indexedLogits(published.model);
  const table = new AdTable();
  table.makeRoom((await readLastAdNo(tx)) + 1);
  const surroundings = { table, indexed, segments, model: published.model };
  const collector = new EntryCollector();
  await readServingLines(tx, copy, (line) => collector.add(putAd(line, surroundings)));
  return { published, configVersion, placements, segments, indexed, table, collector };
}
