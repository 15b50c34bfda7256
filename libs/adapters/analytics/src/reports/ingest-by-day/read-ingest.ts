import type { Tx } from '@flywheel/runtime';
import { mergeRows, type KeyedRow } from '../merge-rows.ts';
import type { SourceAnswer, SourceQuestion } from '../report-source.ts';
import { inWindow, rowKey } from '../row-key.ts';
import { SqlParameters } from '../sql-parameters.ts';

/** What came in by the time it was accepted, and what became of it. */
export async function readIngest(tx: Tx, question: SourceQuestion): Promise<SourceAnswer> {
  const parameters = new SqlParameters();
  const sql = `
SELECT ${rowKey(question, 'accepted_at', parameters)} AS key, sum(received)::bigint AS received, sum(stored)::bigint AS stored,
       sum(duplicate)::bigint AS duplicate, sum(quarantined)::bigint AS quarantined,
       sum(unrecorded)::bigint AS unrecorded
  FROM ingest_batch
 WHERE ${inWindow(question, 'accepted_at', parameters)}
 GROUP BY 1`;
  const { rows } = await tx.query<KeyedRow>(sql, parameters.values);
  return { rows: mergeRows(rows), requeried: {} };
}
