import { assert } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { creatorEvents } from '../creator-overview/creator-events.ts';
import type { SourceAnswer, SourceQuestion } from '../report-source.ts';
import { SqlParameters } from '../sql-parameters.ts';

/**
 * Consented people who did anything on a creator's content, one row each. The device is the one used most (ties: the first by name), so
 * that a person stands in one group only.
 */
const people = (events: string) => `
WITH seen AS MATERIALIZED (
  SELECT e.viewer_key, count(*) FILTER (WHERE e.kind = 'view') AS views,
         mode() WITHIN GROUP (ORDER BY coalesce(e.device, 'unknown')) AS device, coalesce(identity.country::text, 'unknown') AS country
    FROM (${events}) AS e JOIN identity USING (viewer_key)
   WHERE 'analytics' = ANY (identity.purposes)
   GROUP BY e.viewer_key, identity.country
)`;

const groups = {
  country: `SELECT country AS key, country AS label, count(*) AS people, sum(views)::bigint AS views FROM seen GROUP BY country`,
  device: `SELECT device AS key, device AS label, count(*) AS people, sum(views)::bigint AS views FROM seen GROUP BY device`,
  // Interests overlap: a person counts in each of his.
  interest: `SELECT segment.node AS key, segment.name AS label, count(*) AS people, 0::bigint AS views
               FROM seen JOIN membership USING (viewer_key) JOIN segment USING (segment_id)
              WHERE left_at IS NULL GROUP BY segment.node, segment.name`,
};

type AudienceRow = { key: string | null; label: string; people: bigint; views: bigint };

/** Who a creator's audience is. Rows come as they are counted; the k gate stands between here and any reader. */
export async function readCreatorAudience(tx: Tx, question: SourceQuestion): Promise<SourceAnswer> {
  const { by } = question;
  assert(by === 'country' || by === 'device' || by === 'interest', 'an audience is split by country, device or interest');
  const parameters = new SqlParameters();
  const sql = `${people(creatorEvents(question, parameters))} ${groups[by]}
    UNION ALL SELECT NULL, '', count(*), coalesce(sum(views), 0)::bigint FROM seen`;
  const { rows } = await tx.query<AudienceRow>(sql, parameters.values);
  const total = rows.find((row) => row.key === null);
  return {
    rows: rows.flatMap(({ key, label, ...fields }) =>
      key === null ? [] : [{ key, label: label === 'unknown' ? 'Unknown' : label, people: fields.people, fields }],
    ),
    requeried: { people: total?.people ?? 0n },
  };
}
