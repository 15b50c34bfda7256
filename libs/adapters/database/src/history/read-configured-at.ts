import type { Tx } from '@flywheel/runtime';
import { placementColumns, placementOf, type Placement } from '../placements/placement.ts';
import { servingAdsSql, toServingAd, type ServingAdsRow } from '../serving/read-serving-ads.ts';
import type { ServingAdRow } from '../serving/serving-ad-row.ts';
import type { SegmentRow } from '../serving/read-serving-rules.ts';
import { adTables, tablesOfAds, wholeTables } from './history-ctes.ts';

/** Every ad of the snapshot of a version: the live statement over the rows of that version. Call it `inHistory`. */
export async function readServingAdsAt(tx: Tx, version: bigint): Promise<ServingAdRow[]> {
  const { rows } = await tx.query<ServingAdsRow>(adsAt, [version]);
  return rows.map(toServingAd);
}

/** Those of these ads that were in the snapshot of a version. */
export async function readServingAdsOfAt(tx: Tx, version: bigint, adNos: readonly number[]): Promise<ServingAdRow[]> {
  const { rows } = await tx.query<ServingAdsRow>(adsOfAt, [version, adNos]);
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

const adsAt = `${wholeTables(adTables)} ${servingAdsSql}`;
const adsOfAt = `${tablesOfAds} ${servingAdsSql}`;
const placementsAt = `${wholeTables(['placement'])} SELECT ${placementColumns} FROM placement`;

// Of a node only changes of `sensitive` are kept: before the first of them it was the other way round.
const segmentsAt = `${wholeTables(['segment'])}
SELECT wire_id('seg', s.segment_id) AS segment, s.node, s.name, s.sellable,
  coalesce(
    (SELECT (h.row ->> 'sensitive')::boolean FROM config_history h
     WHERE h.area = 'taxonomy_node' AND h.key = s.node AND h.version <= $1 ORDER BY h.version DESC LIMIT 1),
    (SELECT NOT (h.row ->> 'sensitive')::boolean FROM config_history h
     WHERE h.area = 'taxonomy_node' AND h.key = s.node AND h.version > $1 ORDER BY h.version LIMIT 1),
    n.sensitive, false) AS sensitive
FROM segment s LEFT JOIN taxonomy_node n ON n.node = s.node`;
