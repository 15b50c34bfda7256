import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Where a found topic comes from: the words of the content, or what the people who engage with it engage with besides. */
export type TopicSource = 'text' | 'co-engagement';

/** What was found for one content (row id); an empty list where nothing was. */
export type FoundTopics = {
  readonly content: string;
  readonly topics: ReadonlyArray<{ readonly node: string; readonly source: TopicSource; readonly precision: number }>;
};

/** Keeps what one learning saw and how good each topic was; answers its number. Models that no content names go after 90 days. */
export async function keepTopicModel(
  tx: Tx,
  { at, texts, engagements, qualities }: { at: Instant; texts: number; engagements: number; qualities: readonly object[] },
): Promise<bigint> {
  await tx.query(
    `DELETE FROM topic_model m WHERE learnt_at < $1::timestamptz - interval '90 days'
        AND NOT EXISTS (SELECT FROM content_topic c WHERE c.topic_model_id = m.topic_model_id)`,
    [new Date(at)],
  );
  const { rows } = await tx.query<{ topic_model_id: bigint }>(
    'INSERT INTO topic_model (learnt_at, texts, engagements, qualities) VALUES ($1, $2, $3, $4) RETURNING topic_model_id',
    [new Date(at), texts, engagements, JSON.stringify(qualities)],
  );
  return (rows[0] as { topic_model_id: bigint }).topic_model_id;
}

/**
 * Puts found topics in the place of what was found before, and notes that these contents were looked at. A content that got a tag meanwhile
 * keeps to it. Returns how many contents changed: only those are told to whoever follows.
 */
export async function writeTopics(tx: Tx, found: readonly FoundTopics[], { model, now }: { model: bigint; now: Instant }): Promise<number> {
  const { rows } = await tx.query<{ changed: number }>(write, [JSON.stringify(found), model, new Date(now)]);
  return rows[0]?.changed ?? 0;
}

const write = `
WITH looked AS MATERIALIZED (
  SELECT c.content_id, c.topic_nodes AS was, f.topics,
         CASE WHEN EXISTS (SELECT FROM unnest(c.tag_nodes) AS own WHERE own LIKE 'iab:%') THEN '{}'::text[]
              ELSE ARRAY(SELECT t ->> 'node' FROM jsonb_array_elements(f.topics) WITH ORDINALITY AS e(t, n) ORDER BY n) END AS found
    FROM jsonb_to_recordset($1::jsonb) AS f(content uuid, topics jsonb)
    JOIN content c ON c.content_id = f.content
   ORDER BY c.content_id FOR UPDATE OF c
), gone AS (
  DELETE FROM content_topic t USING looked l WHERE t.content_id = l.content_id AND NOT t.node = ANY (l.found)
), kept AS (
  INSERT INTO content_topic (content_id, node, source, precision, topic_model_id)
  SELECT l.content_id, t.node, t.source, t.precision, $2
    FROM looked l, jsonb_to_recordset(l.topics) AS t(node text, source text, precision real)
   WHERE t.node = ANY (l.found)
  ON CONFLICT (content_id, node) DO UPDATE
     SET source = excluded.source, precision = excluded.precision, topic_model_id = excluded.topic_model_id
), told AS (
  UPDATE content c SET topic_nodes = l.found, topics_at = $3,
         updated_at = CASE WHEN l.was IS DISTINCT FROM l.found THEN $3 ELSE c.updated_at END
    FROM looked l WHERE c.content_id = l.content_id
  RETURNING l.was IS DISTINCT FROM l.found AS changed
)
SELECT count(*) FILTER (WHERE changed)::integer AS changed FROM told
`;
