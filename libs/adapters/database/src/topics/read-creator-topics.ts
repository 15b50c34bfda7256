import type { Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { TopicSource } from './write-topics.ts';

/** A content with what its creator's tags stand for in the taxonomy and what was found. */
export type CreatorTopicRow = {
  readonly content: Id<'cnt'>;
  readonly platformId: string;
  readonly title: string;
  readonly publishedAt: Date;
  readonly named: ReadonlyArray<{ node: string; name: string }>;
  readonly found: ReadonlyArray<{ node: string; name: string; source: TopicSource; precision: number }>;
  readonly lookedAt: Date | null;
};

/** A creator's newest contents with their topics; undefined when nobody has this id (`crt_…` or the platform's own). */
export async function readCreatorTopics(
  tx: Tx,
  creator: string,
  most: number,
): Promise<{ creator: Id<'crt'>; contents: CreatorTopicRow[] } | undefined> {
  const { rows } = await tx.query<{ key: string; creator: Id<'crt'> }>(
    `SELECT creator_id AS key, wire_id('crt', creator_id) AS creator FROM creator
      WHERE platform_id = $1 OR creator_id = CASE WHEN $1 ~ '^crt_[0-9a-f]{32}$' THEN row_id($1) END
      ORDER BY (platform_id = $1) LIMIT 1`,
    [creator],
  );
  const known = rows[0];
  if (!known) return undefined;
  const contents = await tx.query<CreatorTopicRow>(contentsOf, [known.key, most]);
  return { creator: known.creator, contents: contents.rows };
}

const contentsOf = `
SELECT wire_id('cnt', c.content_id) AS content, c.platform_id AS "platformId", coalesce(nullif(c.title, ''), left(c.body, 80)) AS title,
       c.published_at AS "publishedAt", c.topics_at AS "lookedAt",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('node', t.node, 'name', t.name) ORDER BY t.name), '[]')
          FROM unnest(c.tag_nodes) AS own JOIN taxonomy_node t ON t.node = own WHERE t.taxonomy = 'iab') AS named,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('node', t.node, 'name', t.name, 'source', f.source, 'precision', f.precision)
                                  ORDER BY f.precision DESC, t.name), '[]')
          FROM content_topic f JOIN taxonomy_node t USING (node) WHERE f.content_id = c.content_id) AS found
  FROM content c WHERE c.creator_id = $1
 ORDER BY c.published_at DESC, c.content_id LIMIT $2`;
