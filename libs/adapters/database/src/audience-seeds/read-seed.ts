import { toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** The people (row ids) of an audience or a segment who agree to ads by interest. */
export async function readSeed(tx: Tx, seed: Id<'aud'> | Id<'seg'>): Promise<string[]> {
  const [table, column] = tableOf(seed);
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

/**
 * At most `limit` people (row ids) outside a seed who agree to ads by interest, drawn at random: the same ones each time for the same
 * `salt`.
 */
export async function drawOutside(
  tx: Tx,
  seed: Id<'aud'> | Id<'seg'>,
  { salt, limit }: { salt: string; limit: number },
): Promise<string[]> {
  const [table, column] = tableOf(seed);
  const { rows } = await tx.query<{ viewer_key: string }>(
    `SELECT i.viewer_key FROM identity i
      WHERE i.purposes @> '{personalisation,ads}'
        AND NOT EXISTS (SELECT FROM ${table} m WHERE m.${column} = $1 AND m.viewer_key = i.viewer_key AND m.left_at IS NULL)
      ORDER BY md5(i.viewer_key::text || $2), i.viewer_key LIMIT $3`,
    [toRowId(seed), salt, limit],
  );
  return rows.map((row) => row.viewer_key);
}

/** The node that people of a seed are in it for; undefined for an audience, which no single interest decides. */
export async function readSeedNode(tx: Tx, seed: Id<'aud'> | Id<'seg'>): Promise<string | undefined> {
  const { rows } = await tx.query<{ node: string }>('SELECT node FROM segment WHERE segment_id = $1', [toRowId(seed)]);
  return rows[0]?.node;
}

/** The nodes of sensitive categories: nothing is made from what anybody likes of them. */
export async function readSensitiveNodes(tx: Tx): Promise<Set<string>> {
  const { rows } = await tx.query<{ node: string }>('SELECT node FROM taxonomy_node WHERE sensitive');
  return new Set(rows.map((row) => row.node));
}

function tableOf(seed: Id<'aud'> | Id<'seg'>): readonly [table: string, column: string] {
  return seed.startsWith('aud_') ? ['audience_member', 'audience_id'] : ['membership', 'segment_id'];
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
