import type { Tx } from '@flywheel/runtime';
import type { KeyedRow } from '../merge-rows.ts';
import type { SourceQuestion } from '../report-source.ts';
import { inAdvertiserScope, inWindow, rowKey } from '../row-key.ts';
import { SqlParameters } from '../sql-parameters.ts';

/** Valid beacons by the minute in which they were accepted. */
export async function readDelivery(tx: Tx, question: SourceQuestion): Promise<KeyedRow[]> {
  const parameters = new SqlParameters();
  const sql = `
SELECT ${rowKey(question, 'bucket', parameters)} AS key,
       count(*) FILTER (WHERE kind = 'impression') AS impressions,
       count(*) FILTER (WHERE kind = 'viewable') AS viewable,
       count(*) FILTER (WHERE kind = 'click') AS clicks
  FROM delivery_fact
 WHERE reason = 0 AND ${inWindow(question, 'bucket', parameters)} AND ${inAdvertiserScope(question, parameters)}
 GROUP BY 1`;
  return (await tx.query<KeyedRow>(sql, parameters.values)).rows;
}
