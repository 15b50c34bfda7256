import type { Tx } from '@flywheel/runtime';
import type { KeyedRow } from '../merge-rows.ts';
import type { SourceQuestion } from '../report-source.ts';
import { inAdvertiserScope, inWindow, lastSealed, rowKey } from '../row-key.ts';
import { SqlParameters } from '../sql-parameters.ts';

/**
 * Spend as booked, and the estimate of what is not sealed yet. Rows that a batch knows (time, account, campaign) come from batches;
 * finer ones from the charges of sealed buckets, which are the batches' members and so have the same sum.
 */
export async function readSpend(tx: Tx, question: SourceQuestion): Promise<KeyedRow[]> {
  const coarse = question.bucketStarts.length > 0 || question.by === 'account' || question.by === 'campaign';
  const parts = coarse ? [bookedSql, estimateSql] : [chargesSql];
  const found: KeyedRow[] = [];
  for (const part of parts) {
    const parameters = new SqlParameters();
    found.push(...(await tx.query<KeyedRow>(part(question, parameters), parameters.values)).rows);
  }
  return found;
}

function bookedSql(question: SourceQuestion, parameters: SqlParameters): string {
  return `
SELECT ${rowKey(question, 'bucket', parameters)} AS key, sum(amount_micros)::bigint AS "spendMicros"
  FROM batch
 WHERE ${conditions(question, parameters)}
 GROUP BY 1`;
}

function estimateSql(question: SourceQuestion, parameters: SqlParameters): string {
  return `
SELECT ${rowKey(question, 'bucket', parameters)} AS key, sum(price_micros)::bigint AS "spendEstimatedMicros"
  FROM charge
 WHERE bucket > ${lastSealed} AND ${conditions(question, parameters)}
 GROUP BY 1`;
}

function chargesSql(question: SourceQuestion, parameters: SqlParameters): string {
  // A charge has no device of its own; the fact it was charged for has.
  const charges =
    question.by === 'device'
      ? `(SELECT charge.bucket, charge.account_id, charge.campaign_id, charge.currency, charge.price_micros, f.device
            FROM charge LEFT JOIN delivery_fact f USING (campaign_id, imp_id, kind, ref)) AS charge`
      : 'charge';
  return `
SELECT ${rowKey(question, 'bucket', parameters)} AS key,
       coalesce(sum(price_micros) FILTER (WHERE bucket <= ${lastSealed}), 0)::bigint AS "spendMicros",
       coalesce(sum(price_micros) FILTER (WHERE bucket > ${lastSealed}), 0)::bigint AS "spendEstimatedMicros"
  FROM ${charges}
 WHERE ${conditions(question, parameters)}
 GROUP BY 1`;
}

function conditions(question: SourceQuestion, parameters: SqlParameters): string {
  const currency = `currency = ${parameters.add(question.currency)}`;
  return `${currency} AND ${inWindow(question, 'bucket', parameters)} AND ${inAdvertiserScope(question, parameters)}`;
}
