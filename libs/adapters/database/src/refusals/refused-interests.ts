import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { PersonNode } from '../interests/affinities.ts';

/** An interest that a person does not want to be known for, and until when. */
export type RefusedInterest = { readonly node: string; readonly name: string; readonly until: Date };

// Whoever refuses sports refuses football.
const below = `WITH RECURSIVE below(node) AS (
  SELECT $2::text UNION SELECT t.node FROM taxonomy_node t JOIN below b ON t.parent = b.node)`;

/** Whether anything is known under this name: a node of a taxonomy, a tag somebody was learnt from, a segment. */
export async function isInterest(tx: Tx, node: string): Promise<boolean> {
  const { rows } = await tx.query<{ known: boolean }>(
    `SELECT EXISTS (SELECT FROM taxonomy_node WHERE node = $1) OR EXISTS (SELECT FROM segment WHERE node = $1)
         OR EXISTS (SELECT FROM node_share WHERE node = $1) AS known`,
    [node],
  );
  return rows[0]?.known === true;
}

/** Keeps a person's word against a node and all below it until `until`. */
export async function refuseInterest(tx: Tx, { viewer, node }: PersonNode, until: Instant): Promise<void> {
  await tx.query(
    `${below} INSERT INTO interest_refusal (viewer_key, node, until_at) SELECT $1, node, $3 FROM below
     ON CONFLICT (viewer_key, node) DO UPDATE SET until_at = greatest(interest_refusal.until_at, excluded.until_at)`,
    [viewer, node, new Date(until)],
  );
}

/** Takes that word back. */
export async function allowInterest(tx: Tx, { viewer, node }: PersonNode): Promise<void> {
  await tx.query(`${below} DELETE FROM interest_refusal r USING below b WHERE r.viewer_key = $1 AND r.node = b.node`, [viewer, node]);
}

/** Deletes what is counted of a person on a node and all below it. */
export async function forgetInterest(tx: Tx, { viewer, node }: PersonNode): Promise<void> {
  await tx.query(`${below} DELETE FROM affinity a USING below b WHERE a.viewer_key = $1 AND a.node = b.node`, [viewer, node]);
}

/** Ends a person's memberships in the segments of a node and of all below it. */
export async function leaveInterest(tx: Tx, { viewer, node }: PersonNode, now: Instant): Promise<void> {
  await tx.query(
    `${below} UPDATE membership m SET left_at = $3, updated_at = $3 FROM segment s JOIN below b USING (node)
      WHERE m.viewer_key = $1 AND m.segment_id = s.segment_id AND m.left_at IS NULL`,
    [viewer, node, new Date(now)],
  );
}

/** What a person refuses now, by name. */
export async function listRefusals(tx: Tx, viewer: string, now: Instant): Promise<RefusedInterest[]> {
  const { rows } = await tx.query<RefusedInterest>(
    `SELECT r.node, coalesce(t.name, s.name, split_part(r.node, ':', 2)) AS name, r.until_at AS until
       FROM interest_refusal r LEFT JOIN taxonomy_node t USING (node) LEFT JOIN segment s USING (node)
      WHERE r.viewer_key = $1 AND r.until_at > $2 ORDER BY name, node`,
    [viewer, new Date(now)],
  );
  return rows;
}
