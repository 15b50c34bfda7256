import type { Tx } from '@flywheel/runtime';
import { mergeRows, type KeyedRow } from '../merge-rows.ts';
import type { SourceAnswer, SourceQuestion, SourceRow } from '../report-source.ts';

const sql = `
SELECT account AS key,
       coalesce(sum(amount_micros) FILTER (WHERE effective_at < $2::date), 0)::bigint AS "openingMicros",
       coalesce(sum(amount_micros) FILTER (WHERE effective_at >= $2::date AND amount_micros > 0), 0)::bigint AS "debitMicros",
       coalesce(-sum(amount_micros) FILTER (WHERE effective_at >= $2::date AND amount_micros < 0), 0)::bigint AS "creditMicros",
       coalesce(sum(amount_micros) FILTER (WHERE effective_at >= $2::date), 0)::bigint AS "movementMicros",
       sum(amount_micros)::bigint AS "closingMicros"
  FROM books.entry JOIN books.posting USING (entry_id)
 WHERE currency = $1 AND effective_at < $3::date
 GROUP BY account ORDER BY account`;

/** Opening balance, movements and closing balance of every account of the books, by accounting day. */
export async function readLedger(tx: Tx, question: SourceQuestion): Promise<SourceAnswer> {
  const { rows } = await tx.query<KeyedRow>(sql, [question.currency, question.days.from, question.days.to]);
  return { rows: await withOwners(tx, mergeRows(rows)), requeried: {} };
}

const ownersSql = `
SELECT wire_id('cmp', campaign_id) AS id, name FROM campaign WHERE wire_id('cmp', campaign_id) = ANY ($1)
UNION ALL SELECT wire_id('acc', account_id), name FROM ad_account WHERE wire_id('acc', account_id) = ANY ($1)
UNION ALL SELECT wire_id('crt', creator_id), display_name FROM creator WHERE wire_id('crt', creator_id) = ANY ($1)`;

/** The label of an account is its owner's name, or empty; whoever knows the chart puts the account's own name before it. */
async function withOwners(tx: Tx, rows: readonly SourceRow[]): Promise<SourceRow[]> {
  const owners = rows.map((row) => row.key.slice(5));
  const { rows: found } = await tx.query<{ id: string; name: string }>(ownersSql, [owners.filter((owner) => owner !== '')]);
  const nameOf = new Map(found.map((each) => [each.id, each.name]));
  return rows.map((row, index) => ({ ...row, label: nameOf.get(owners[index] ?? '') ?? owners[index] ?? '' }));
}
