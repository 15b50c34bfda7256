import { micros, type Id, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** How a placement prices its slots; `*` stands for every placement without a row of its own. */
export type PlacementRow = { placement: string; rule: 'first' | 'second'; floorMicros: Micros; incrementMicros: Micros; adsOn: boolean };

/** A segment as targeting sees it. */
export type SegmentRow = { segment: Id<'seg'>; node: string; name: string; sellable: boolean; sensitive: boolean };

export async function readPlacements(tx: Tx): Promise<PlacementRow[]> {
  const { rows } = await tx.query<{
    placement: string;
    rule: 'first' | 'second';
    floor_micros: bigint;
    increment_micros: bigint;
    ads_on: boolean;
  }>('SELECT placement, rule, floor_micros, increment_micros, ads_on FROM placement');
  return rows.map((row) => ({
    placement: row.placement,
    rule: row.rule,
    floorMicros: micros(row.floor_micros),
    incrementMicros: micros(row.increment_micros),
    adsOn: row.ads_on,
  }));
}

export async function readSegments(tx: Tx): Promise<SegmentRow[]> {
  const { rows } = await tx.query<SegmentRow>(
    `SELECT wire_id('seg', s.segment_id) AS segment, s.node, s.name, s.sellable, coalesce(n.sensitive, false) AS sensitive
     FROM segment s LEFT JOIN taxonomy_node n ON n.node = s.node`,
  );
  return rows;
}

/** A number that moves with every change of accounts, campaigns, creatives, placements and money set aside. */
export async function readConfigVersion(tx: Tx): Promise<bigint> {
  const { rows } = await tx.query<{ version: bigint }>('SELECT version FROM config_version');
  return rows[0]?.version ?? 0n;
}
