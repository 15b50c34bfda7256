import { toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** The people (row ids) of an audience or a segment who agree to ads by interest. */
export async function readSeed(tx: Tx, seed: Id<'aud'> | Id<'seg'>): Promise<string[]> {
  const [table, column] = seed.startsWith('aud_') ? ['audience_member', 'audience_id'] : ['membership', 'segment_id'];
  const { rows } = await tx.query<{ viewer_key: string }>(
    `SELECT m.viewer_key FROM ${table} m JOIN identity i USING (viewer_key)
      WHERE m.${column} = $1 AND m.left_at IS NULL AND i.purposes @> '{personalisation,ads}' ORDER BY m.viewer_key`,
    [toRowId(seed)],
  );
  return rows.map((row) => row.viewer_key);
}

/** The next people (row ids) after `after` who agree to ads by interest, in the order of their pseudonyms. */
export async function nextPeople(tx: Tx, after: string, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ viewer_key: string }>(
    `SELECT viewer_key FROM identity WHERE viewer_key > $1 AND purposes @> '{personalisation,ads}' ORDER BY viewer_key LIMIT $2`,
    [after, limit],
  );
  return rows.map((row) => row.viewer_key);
}

/** How many people like each node at all, for weighing what is common. */
export async function readNodePeople(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ node: string; people: number }>('SELECT node, people FROM node_share');
  return new Map(rows.map((row) => [row.node, row.people]));
}

/** Whether a segment may seed a lookalike: it exists and is no sensitive category. */
export async function isSeedSegment(tx: Tx, segment: Id<'seg'>): Promise<boolean> {
  const { rows } = await tx.query(
    `SELECT 1 FROM segment s LEFT JOIN taxonomy_node n USING (node) WHERE s.segment_id = $1 AND NOT coalesce(n.sensitive, false)`,
    [toRowId(segment)],
  );
  return rows.length > 0;
}
