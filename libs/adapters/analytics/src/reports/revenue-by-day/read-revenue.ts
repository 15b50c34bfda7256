import type { Tx } from '@flywheel/runtime';
import { labelRows } from '../label-rows.ts';
import { mergeRows, type KeyedRow } from '../merge-rows.ts';
import type { SourceAnswer, SourceQuestion } from '../report-source.ts';
import { inWindow, lastSealed, rowKey } from '../row-key.ts';
import { SqlParameters } from '../sql-parameters.ts';

/** An entry has an accounting day and no hour: noon keeps it on that day in nearly every zone. */
const noonOfDay = `((effective_at + time '12:00') AT TIME ZONE 'UTC')`;

/** What was billed, shared and kept, from sealed batches; what waits to be sealed; what was put into the funds. */
export async function readRevenue(tx: Tx, question: SourceQuestion): Promise<SourceAnswer> {
  const parts = question.bucketStarts.length > 0 ? [billedSql, openSql, reinvestedSql] : [billedSql, openSql];
  const found: KeyedRow[] = [];
  for (const part of parts) {
    const parameters = new SqlParameters();
    found.push(...(await tx.query<KeyedRow>(part(question, parameters), parameters.values)).rows);
  }
  return { rows: await labelRows(tx, question.by, mergeRows(found)), requeried: {} };
}

function billedSql(question: SourceQuestion, parameters: SqlParameters): string {
  return `
SELECT ${rowKey(question, 'bucket', parameters)} AS key, sum(amount_micros)::bigint AS "billingsMicros",
       sum(share_micros)::bigint AS "creatorShareMicros", sum(amount_micros - share_micros)::bigint AS "netMicros"
  FROM batch
 WHERE currency = ${parameters.add(question.currency)} AND ${inWindow(question, 'bucket', parameters)}
 GROUP BY 1`;
}

function openSql(question: SourceQuestion, parameters: SqlParameters): string {
  return `
SELECT ${rowKey(question, 'bucket', parameters)} AS key, sum(price_micros)::bigint AS "billingsEstimatedMicros"
  FROM charge
 WHERE bucket > ${lastSealed} AND currency = ${parameters.add(question.currency)} AND ${inWindow(question, 'bucket', parameters)}
 GROUP BY 1`;
}

function reinvestedSql(question: SourceQuestion, parameters: SqlParameters): string {
  return `
SELECT ${rowKey(question, noonOfDay, parameters)} AS key, -sum(amount_micros)::bigint AS "reinvestedMicros"
  FROM books.entry JOIN books.posting USING (entry_id)
 WHERE kind = 'reinvestment' AND account LIKE '3100:%' AND currency = ${parameters.add(question.currency)}
   AND ${inWindow(question, noonOfDay, parameters)}
 GROUP BY 1`;
}
