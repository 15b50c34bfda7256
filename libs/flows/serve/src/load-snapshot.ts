import type { Database } from '@flywheel/database';
import { readModel, type PublishedModel } from '@flywheel/database/models';
import {
  readConfigVersion,
  readPlacements,
  readSegments,
  readServingAds,
  type PlacementRow,
  type SegmentRow,
  type ServingAdRow,
} from '@flywheel/database/serving';
import type { Tx } from '@flywheel/runtime';
import { BlockIndex } from '@flywheel/targeting/blocks';
import { AdTable } from './ads/ad-table.ts';
import { entryOf, indexedLogits, type AdSurroundings } from './ads/put-ad.ts';
import { TextSlab } from './ads/text-slab.ts';
import type { CandidateEntry } from './core/candidates.ts';
import { segmentsByName, type Snapshot } from './snapshot.ts';

/** A snapshot as it was read, and the model it was laid out with. */
export type LoadedSnapshot = { snapshot: Snapshot; published: PublishedModel };

/**
 * Reads one version of the configuration whole, within one snapshot of the database, so that memory is exactly that version; then lays it
 * out. `build` names the index in records.
 */
export async function loadSnapshot(database: Database, build: number): Promise<LoadedSnapshot> {
  const read = await database.inSnapshot(readAll);
  const { published, configVersion, placements, segments, table, waiting } = read;
  const indexed = indexedLogits(published.model);
  const index = BlockIndex.build(waiting.entries({ table, indexed, segments, model: published.model }), build);
  return { published, snapshot: { configVersion, table, index, indexed, placements, segments } };
}

type Read = {
  published: PublishedModel;
  configVersion: bigint;
  placements: Map<string, PlacementRow>;
  segments: Map<string, SegmentRow>;
  table: AdTable;
  waiting: WaitingEntries;
};

async function readAll(tx: Tx): Promise<Read> {
  const configVersion = await readConfigVersion(tx);
  const published = await readModel(tx);
  const placements = new Map((await readPlacements(tx)).map((row) => [row.placement, row]));
  const segments = segmentsByName(await readSegments(tx));
  const table = new AdTable();
  const waiting = new WaitingEntries();
  for await (const page of readServingAds(tx)) {
    for (const row of page) {
      table.put(row);
      waiting.put(row);
    }
  }
  return { published, configVersion, placements, segments, table, waiting };
}

/** Ads on their way into the index: as text, since a million parsed expressions would not fit beside it. */
class WaitingEntries {
  private readonly texts = new TextSlab();
  private readonly lines: Array<{ adNo: number; placements: string[]; at: number; bytes: number }> = [];

  put({ adNo, targeting, placements }: ServingAdRow): void {
    this.lines.push({ adNo, placements: placements.length === 0 ? noPlacements : placements, ...this.texts.put(targeting) });
  }

  *entries(surroundings: AdSurroundings): Generator<CandidateEntry> {
    const { table } = surroundings;
    for (const { adNo, placements, at, bytes } of this.lines) {
      yield entryOf({ adNo, adSet: table.adSetOf(adNo), targeting: this.texts.get(at, bytes), placements }, surroundings);
    }
  }
}

const noPlacements: string[] = [];
