import type { Tx } from '@flywheel/runtime';
import type { KeyedRow } from '../merge-rows.ts';
import type { SourceQuestion } from '../report-source.ts';
import { rowKey } from '../row-key.ts';
import { SqlParameters } from '../sql-parameters.ts';
import { creatorEvents } from './creator-events.ts';

type ActionRow = KeyedRow & { readonly level: number };

/**
 * What people did, and how many consented ones there were: per row, and over the range as a whole. A view counts as engaged from two
 * seconds on. Events without content (a follow from the profile) have no row by content, but count in the range.
 */
export async function readActions(tx: Tx, question: SourceQuestion): Promise<{ rows: KeyedRow[]; reach: bigint }> {
  const parameters = new SqlParameters();
  const sql = `
WITH event AS MATERIALIZED (
  SELECT ${rowKey(question, 'at', parameters)} AS key, viewer_key, kind, dwell_ms FROM (${creatorEvents(question, parameters)}) AS e
), seen AS (
  SELECT DISTINCT key, viewer_key FROM event JOIN identity USING (viewer_key) WHERE 'analytics' = ANY (purposes)
)
SELECT key, count(*) FILTER (WHERE kind = 'view') AS views,
       count(*) FILTER (WHERE kind IN ('view', 'dwell') AND dwell_ms >= 2000) AS "engagedViews",
       count(*) FILTER (WHERE kind = 'like') AS likes, count(*) FILTER (WHERE kind = 'comment') AS comments,
       count(*) FILTER (WHERE kind = 'share') AS shares, count(*) FILTER (WHERE kind = 'save') AS saves,
       count(*) FILTER (WHERE kind IN ('like', 'comment', 'share', 'save', 'follow')) AS engagements,
       count(*) FILTER (WHERE kind = 'follow') AS "followersGained",
       coalesce(sum(dwell_ms), 0)::bigint AS "watchMs", 0::bigint AS reach, 0 AS level
  FROM event GROUP BY key
UNION ALL
SELECT key, 0, 0, 0, 0, 0, 0, 0, 0, 0, count(*), 1 FROM seen GROUP BY key
UNION ALL
SELECT '', 0, 0, 0, 0, 0, 0, 0, 0, 0, count(DISTINCT viewer_key), 2 FROM seen`;
  const { rows } = await tx.query<ActionRow>(sql, parameters.values);
  const total = rows.find((row) => row.level === 2)?.['reach'];
  return { rows: rows.filter((row) => row.level !== 2), reach: typeof total === 'bigint' ? total : 0n };
}
