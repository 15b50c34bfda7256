import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { placementColumns, placementOf, type Placement } from '../placements/placement.ts';
import { servingAdsSql, toServingAd, type ServingAdRow, type ServingAdsRow } from '../serving/read-serving-ads.ts';
import type { SegmentRow } from '../serving/read-serving-rules.ts';
import { adTables, historyCtes } from './history-ctes.ts';

/** The ads of the snapshot of a version, or those of `only` that were in it: the live statement over the rows of that version. */
export async function readServingAdsAt(tx: Tx, version: bigint, only?: readonly number[]): Promise<ServingAdRow[]> {
  const { rows } = await tx.query<ServingAdsRow>(adsAt, [version, only ?? null]);
  return rows.map(toServingAd);
}

/** How every placement sold its slots at a version. */
export async function readPlacementsAt(tx: Tx, version: bigint): Promise<Placement[]> {
  const { rows } = await tx.query<Parameters<typeof placementOf>[0]>(placementsAt, [version]);
  return rows.map(placementOf);
}

/** Segments as targeting saw them at a version. */
export async function readSegmentsAt(tx: Tx, version: bigint): Promise<SegmentRow[]> {
  const { rows } = await tx.query<SegmentRow>(segmentsAt, [version]);
  return rows;
}

/** When a version was written; undefined when there never was such a version. */
export async function readVersionMoment(tx: Tx, version: bigint): Promise<Instant | undefined> {
  const { rows } = await tx.query<{ at: Date }>('SELECT at FROM config_history WHERE version <= $1 ORDER BY version DESC LIMIT 1', [
    version,
  ]);
  return rows[0]?.at.getTime();
}

const adsAt = `${historyCtes(adTables, 1)} ${servingAdsSql} AND ($2::integer[] IS NULL OR ad.ad_no = ANY ($2))`;
const placementsAt = `${historyCtes(['placement'], 1)} SELECT ${placementColumns} FROM placement`;

// Of a node only changes of `sensitive` are kept: before the first of them it was the other way round.
const segmentsAt = `${historyCtes(['segment'], 1)}
SELECT wire_id('seg', s.segment_id) AS segment, s.node, s.name, s.sellable,
  coalesce(
    (SELECT (h.row ->> 'sensitive')::boolean FROM config_history h
     WHERE h.area = 'taxonomy_node' AND h.key = s.node AND h.version <= $1 ORDER BY h.version DESC LIMIT 1),
    (SELECT NOT (h.row ->> 'sensitive')::boolean FROM config_history h
     WHERE h.area = 'taxonomy_node' AND h.key = s.node AND h.version > $1 ORDER BY h.version LIMIT 1),
    n.sensitive, false) AS sensitive
FROM segment s LEFT JOIN taxonomy_node n ON n.node = s.node`;
