import type { Tx } from '@flywheel/runtime';
import type { Instant } from '@flywheel/primitives';
import type { AdVisit } from './ad-visit.ts';

const usualClick = 0.012;

type Row = { viewer: string; content: string; event: string; at: Date };

/**
 * The visits of a stored site in [from, to): every engagement of a known person with a post is a visit in the context of that post, a
 * moment before they act. Two slots are asked for each time. That 1.2 % of viewable ads are clicked is an assumption, drawn by seed.
 */
export async function replayVisits(tx: Tx, span: { from: Instant; to: Instant }): Promise<AdVisit[]> {
  const { rows } = await tx.query<Row>(
    `SELECT i.platform_id AS viewer, c.platform_id AS content, e.event_id AS event, e.at
     FROM engagement_event e
     JOIN identity i ON i.viewer_key = e.viewer_key
     JOIN content c ON c.content_id = e.content_id
     WHERE e.at >= $1 AND e.at < $2 AND e.kind <> 'external'
     ORDER BY e.at, e.event_id`,
    [new Date(span.from), new Date(span.to)],
  );
  return rows.map(({ viewer, content, event, at }) => ({
    at: at.getTime(),
    key: event,
    clickChance: () => usualClick,
    request: {
      viewer,
      placements: [
        { id: 'post-top', format: 'native_post', content },
        { id: 'post-side', format: 'native_post', content },
      ],
      context: { content },
    },
  }));
}

/** First and last moment of engagement by anybody in the stored site; undefined where there is none. */
export async function siteSpan(tx: Tx): Promise<{ first: Instant; last: Instant } | undefined> {
  const { rows } = await tx.query<{ first: Date | null; last: Date | null }>(
    "SELECT min(at) AS first, max(at) AS last FROM engagement_event WHERE kind <> 'external'",
  );
  const [row] = rows;
  return row?.first && row.last ? { first: row.first.getTime(), last: row.last.getTime() } : undefined;
}
