import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** One turn of a person to a content (row ids, uuid text); `later`: it lies in the last week. */
export type EngagedTurn = { readonly viewer: string; readonly content: string; readonly later: boolean };

/** A content by what communities are named after: its title and its categories or, without any, its tags; `community`: where it is now. */
export type CommunityItem = {
  readonly content: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly community: string | null;
};

/**
 * Who turned to what since a time, the newest first: people who agreed to personalisation, content that carries nothing sensitive and that
 * moderation did not mark.
 */
export async function readEngagements(
  tx: Tx,
  { since, weekAgo, most }: { since: Instant; weekAgo: Instant; most: number },
): Promise<EngagedTurn[]> {
  const { rows } = await tx.query<EngagedTurn>(
    `SELECT e.viewer_key AS viewer, e.content_id AS content, e.at >= $2 AS later
       FROM engagement_event e
       JOIN identity i ON i.viewer_key = e.viewer_key AND 'personalisation' = ANY (i.purposes)
       JOIN content c ON c.content_id = e.content_id AND c.label = 'safe'
      WHERE e.at >= $1 AND e.kind IN ('view', 'complete', 'rewatch', 'like', 'comment', 'save', 'share', 'accept')
        AND NOT EXISTS (SELECT FROM taxonomy_node n WHERE n.node = ANY (c.nodes) AND n.sensitive)
      ORDER BY e.at DESC, e.event_id LIMIT $3`,
    [new Date(since), new Date(weekAgo), most],
  );
  return rows;
}

/** These contents, in the order of their ids. */
export async function readCommunityItems(tx: Tx, contents: readonly string[]): Promise<CommunityItem[]> {
  const { rows } = await tx.query<CommunityItem>(
    `SELECT content_id AS content, coalesce(nullif(title, ''), left(body, 80)) AS title, community_node AS community,
            ARRAY(SELECT n.name FROM taxonomy_node n
                   WHERE n.node = ANY (c.nodes) AND NOT n.sensitive
                     AND n.taxonomy = CASE WHEN EXISTS (SELECT FROM unnest(c.nodes) AS own WHERE own LIKE 'iab:%') THEN 'iab' ELSE 'tag' END
                  ORDER BY n.name) AS labels
       FROM content c WHERE content_id = ANY ($1::uuid[]) ORDER BY content_id`,
    [contents],
  );
  return rows;
}
