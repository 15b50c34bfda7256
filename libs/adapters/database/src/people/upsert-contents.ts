import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Content to write; `id` is used only when the platform id is new, `creator` and `parent` are row ids (uuid text). */
export type ContentRow = {
  readonly platformId: string;
  readonly id: string;
  readonly creator: string | null;
  readonly parent: string | null;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly nodes: readonly string[];
  readonly language: string | null;
  readonly media: readonly object[];
  readonly recommendable: boolean;
  /** Null: as it is. */ readonly label: string | null;
  readonly publishedAt: string;
};

/** Writes content, each platform id at most once. Returns the platform ids that were new or changed. */
export async function upsertContents(tx: Tx, rows: readonly ContentRow[], now: Instant): Promise<Set<string>> {
  const written = await tx.query<{ platform_id: string }>(upsert, [JSON.stringify(rows), new Date(now)]);
  return new Set(written.rows.map((row) => row.platform_id));
}

/**
 * The nodes that tags stand for: `tag:<tag>` always, and the IAB nodes that `tag_node` names. A tag nobody used before becomes a node;
 * it is sensitive when its meaning is. Tags are lower-cased already.
 */
export async function nodesOfTags(tx: Tx, tags: readonly string[]): Promise<Map<string, string[]>> {
  if (tags.length === 0) return new Map();
  await tx.query(makeTagNodes, [tags]);
  const meanings = await tx.query<{ tag: string; node: string }>('SELECT tag, node FROM tag_node WHERE tag = ANY($1) ORDER BY node', [
    tags,
  ]);
  const nodes = new Map(tags.map((tag) => [tag, [`tag:${tag}`]]));
  for (const { tag, node } of meanings.rows) nodes.get(tag)?.push(node);
  return nodes;
}

const makeTagNodes = `
INSERT INTO taxonomy_node (node, taxonomy, parent, name, tier, sensitive)
SELECT 'tag:' || tag, 'tag', NULL, tag, 1,
       EXISTS (SELECT FROM tag_node JOIN taxonomy_node USING (node) WHERE tag_node.tag = t.tag AND taxonomy_node.sensitive)
  FROM unnest($1::text[]) AS t(tag)
 WHERE NOT EXISTS (SELECT FROM taxonomy_node WHERE node = 'tag:' || tag)
 ORDER BY tag
ON CONFLICT DO NOTHING
`;
const upsert = `
INSERT INTO content (content_id, platform_id, creator_id, parent_id, kind, title, body, tags, tag_nodes, language, media, recommendable,
                     label, published_at, updated_at)
SELECT id, "platformId", creator, parent, kind, title, text, tags, nodes, language, media, recommendable,
       coalesce(label, (SELECT k.label FROM content k WHERE k.platform_id = c."platformId"), 'safe'), "publishedAt", $2
  FROM jsonb_to_recordset($1::jsonb)
       AS c(id uuid, "platformId" text, creator uuid, parent uuid, kind text, title text, text text, tags text[], nodes text[],
            language text, media jsonb, recommendable boolean, label text, "publishedAt" timestamptz)
 ORDER BY "platformId"
ON CONFLICT (platform_id) DO UPDATE
   SET creator_id = excluded.creator_id, parent_id = excluded.parent_id, kind = excluded.kind, title = excluded.title,
       body = excluded.body, tags = excluded.tags, tag_nodes = excluded.tag_nodes, language = excluded.language, media = excluded.media,
       recommendable = excluded.recommendable, label = excluded.label, published_at = excluded.published_at,
       updated_at = excluded.updated_at, topics_at = NULL
 WHERE (content.creator_id, content.parent_id, content.kind, content.title, content.body, content.tags, content.tag_nodes,
        content.language, content.media, content.recommendable, content.label, content.published_at)
       IS DISTINCT FROM
       (excluded.creator_id, excluded.parent_id, excluded.kind, excluded.title, excluded.body, excluded.tags, excluded.tag_nodes,
        excluded.language, excluded.media, excluded.recommendable, excluded.label, excluded.published_at)
RETURNING platform_id
`;
