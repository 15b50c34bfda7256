import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A content's title and text, and the taxonomy nodes that its creator's tags stand for; `content` is a row id (uuid text). */
export type ContentText = { readonly content: string; readonly text: string; readonly nodes: readonly string[] };

/** Content whose tags stand for nodes of the taxonomy that may be inferred, the newest first. */
export async function readTaggedTexts(tx: Tx, most: number): Promise<ContentText[]> {
  const { rows } = await tx.query<ContentText>(
    `SELECT content_id AS content, left(title || ' ' || body, 8000) AS text, ${inferable} AS nodes
       FROM content WHERE ${ownNodes} <> '{}' AND label = 'safe' ORDER BY published_at DESC, content_id LIMIT $1`,
    [most],
  );
  return rows;
}

/** Of how many contents topics can be learnt, counted up to `most`. */
export async function countTaggedTexts(tx: Tx, most: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM (SELECT FROM content WHERE ${ownNodes} <> '{}' AND label = 'safe' LIMIT $1) AS tagged`,
    [most],
  );
  return rows[0]?.count ?? 0;
}

/** A content to find topics of; `open` where it may have found ones: its creator named none and moderation marked nothing. */
export type LookedText = { readonly content: string; readonly text: string; readonly open: boolean };

/** Content that nobody looked at since it came or changed, the newest first. */
export async function readUnseenTexts(tx: Tx, most: number): Promise<LookedText[]> {
  const { rows } = await tx.query<LookedText>(
    `SELECT content_id AS content, left(title || ' ' || body, 8000) AS text, ${open} AS open
       FROM content WHERE topics_at IS NULL ORDER BY published_at DESC, content_id LIMIT $1`,
    [most],
  );
  return rows;
}

/** All content that may have found topics, the newest first. */
export async function readOpenTexts(tx: Tx, most: number): Promise<LookedText[]> {
  const { rows } = await tx.query<LookedText>(
    `SELECT content_id AS content, left(title || ' ' || body, 8000) AS text, true AS open
       FROM content WHERE ${open} ORDER BY published_at DESC, content_id LIMIT $1`,
    [most],
  );
  return rows;
}

/** Who engaged with what since a time, the newest first: only people who agreed to personalisation, and only what they turned to. */
export async function readEngagedPairs(
  tx: Tx,
  { since, most }: { since: Instant; most: number },
): Promise<Array<{ viewer: string; content: string }>> {
  const { rows } = await tx.query<{ viewer: string; content: string }>(
    `SELECT e.viewer_key AS viewer, e.content_id AS content
       FROM engagement_event e JOIN identity i ON i.viewer_key = e.viewer_key AND 'personalisation' = ANY (i.purposes)
      WHERE e.at >= $1 AND e.content_id IS NOT NULL
        AND e.kind IN ('view', 'complete', 'rewatch', 'like', 'comment', 'save', 'share', 'accept')
      ORDER BY e.at DESC, e.event_id LIMIT $2`,
    [new Date(since), most],
  );
  return rows;
}

const ownNodes = `ARRAY(SELECT own FROM unnest(tag_nodes) AS own WHERE own LIKE 'iab:%')`;
const open = `(${ownNodes} = '{}' AND label IN ('safe', 'limited'))`;
const inferable = `ARRAY(SELECT t.node FROM unnest(tag_nodes) AS own JOIN taxonomy_node t ON t.node = own
                          WHERE t.taxonomy = 'iab' AND NOT t.sensitive ORDER BY t.node)`;
