import type { Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A segment as targeting sees it. */
export type SegmentRow = { segment: Id<'seg'>; node: string; name: string; sellable: boolean; sensitive: boolean };

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
