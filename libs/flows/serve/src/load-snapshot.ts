import { readConfigVersion, readPlacements, readSegments, readServingAds } from '@flywheel/database/serving';
import type { PublishedModel } from '@flywheel/database/models';
import type { Tx } from '@flywheel/runtime';
import type { Targeting } from '@flywheel/targeting';
import { BlockIndex } from '@flywheel/targeting/blocks';
import { AdTable } from './ads/ad-table.ts';
import { indexedLogits, putAd, targetingOf } from './ads/put-ad.ts';
import { TextSlab } from './ads/text-slab.ts';
import { segmentsByName, type Snapshot } from './snapshot.ts';

const pageRows = 20_000;

/**
 * Reads one version of the configuration whole and lays it out: within one snapshot of the database, so that memory is exactly that version.
 * `build` names the index in records.
 */
export async function loadSnapshot(tx: Tx, { model }: PublishedModel, build: number): Promise<Snapshot> {
  const configVersion = await readConfigVersion(tx);
  const placements = new Map((await readPlacements(tx)).map((row) => [row.placement, row]));
  const segments = segmentsByName(await readSegments(tx));
  const table = new AdTable();
  const indexed = indexedLogits(model);
  const waiting = new WaitingEntries();
  for (let after = 0; ;) {
    const rows = await readServingAds(tx, { after, limit: pageRows });
    for (const row of rows) waiting.put(putAd(row, { table, indexed, segments, model }).key, row);
    if (rows.length < pageRows) break;
    after = rows[rows.length - 1]?.adNo ?? after;
  }
  return { configVersion, table, index: BlockIndex.build(waiting.entries(), build), indexed, placements, segments };
}

/** Ads on their way into the index: as text, since a million parsed expressions would not fit beside it. */
class WaitingEntries {
  private readonly texts = new TextSlab();
  private readonly lines: Array<{ entry: number; key: number; at: number; bytes: number }> = [];

  put(key: number, row: { adNo: number; adSet: `set_${string}`; targeting: unknown; placements: string[] }): void {
    const { adSet, targeting, placements } = row;
    this.lines.push({ entry: row.adNo, key, ...this.texts.put(JSON.stringify({ adSet, targeting, placements })) });
  }

  *entries(): Generator<{ entry: number; targeting: Targeting; key: number }> {
    for (const { entry, key, at, bytes } of this.lines) {
      yield { entry, key, targeting: targetingOf(JSON.parse(this.texts.get(at, bytes)) as Parameters<typeof targetingOf>[0]) };
    }
  }
}
