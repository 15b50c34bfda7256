import type { Tx } from '@flywheel/runtime';
import type { KeyedRow } from '../merge-rows.ts';
import type { SourceQuestion } from '../report-source.ts';
import { inAdvertiserScope, inWindow, rowKey } from '../row-key.ts';
import { SqlParameters } from '../sql-parameters.ts';

/** Distinct people with consent to measurement who saw a valid impression: per row, and for the range as a whole. */
export async function readReach(tx: Tx, question: SourceQuestion): Promise<{ rows: KeyedRow[]; total: bigint }> {
  const parameters = new SqlParameters();
  const sql = `
WITH seen AS (
  SELECT DISTINCT ${rowKey(question, 'bucket', parameters)} AS key, viewer_key
    FROM delivery_fact
    JOIN delivery_viewer USING (imp_id)
    JOIN (SELECT viewer_key FROM identity WHERE 'analytics' = ANY (purposes)) AS consented USING (viewer_key)
   WHERE kind = 'impression' AND reason = 0
     AND ${inWindow(question, 'bucket', parameters)} AND ${inAdvertiserScope(question, parameters)}
)
SELECT key, count(*) AS reach FROM seen GROUP BY key
UNION ALL
SELECT NULL, count(DISTINCT viewer_key) FROM seen`;
  const { rows } = await tx.query<{ key: string | null; reach: bigint }>(sql, parameters.values);
  const total = rows.find((row) => row.key === null)?.reach ?? 0n;
  return { rows: rows.flatMap(({ key, reach }) => (key === null ? [] : [{ key, reach }])), total };
}
