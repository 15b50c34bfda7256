import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { LearnableAct } from '../interests/accepted-batches.ts';

/** What happened since a time on content that is in these communities, the newest `most`, each act about its community alone. */
export async function readCommunityActs(
  tx: Tx,
  { communities, since, most }: { communities: readonly string[]; since: Instant; most: number },
): Promise<LearnableAct[]> {
  const { rows } = await tx.query<LearnableAct>(
    `SELECT e.viewer_key AS viewer, e.kind, e.at, e.content_id AS content, e.dwell_ms AS "dwellMs", e.duration_ms AS "durationMs",
            ARRAY[c.community_node] AS nodes
       FROM engagement_event e
       JOIN identity i ON i.viewer_key = e.viewer_key AND 'personalisation' = ANY (i.purposes)
       JOIN content c ON c.content_id = e.content_id AND c.community_node = ANY ($1)
      WHERE e.at >= $2 AND e.kind <> 'external' ORDER BY e.at DESC, e.event_id LIMIT $3`,
    [communities, new Date(since), most],
  );
  return rows.reverse();
}
