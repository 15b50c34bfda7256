import { assert } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { KeyedRow } from '../merge-rows.ts';
import type { SourceQuestion } from '../report-source.ts';
import { inWindow, lastSealed, rowKey } from '../row-key.ts';
import { SqlParameters } from '../sql-parameters.ts';

/** A creator's part of sealed batches, as posted to his account; and of charges that wait to be sealed, estimated by the share rule. */
export async function readEarnings(tx: Tx, question: SourceQuestion): Promise<KeyedRow[]> {
  const { creator } = question.scope;
  assert(creator !== undefined, 'a creator report names its creator');
  const booked = new SqlParameters();
  const bookedRows = await tx.query<KeyedRow>(
    `SELECT ${rowKey(question, 'bucket', booked)} AS key, sum(share_micros)::bigint AS "earningsMicros",
      sum(rows)::bigint AS "monetisedImpressions"
       FROM batch_slice
      WHERE creator_id = ${booked.id(creator)} AND currency = ${booked.add(question.currency)} AND ${inWindow(question, 'bucket', booked)}
      GROUP BY 1`,
    booked.values,
  );
  const open = new SqlParameters();
  const share = `(sum(price_micros) * ${open.add(question.shareBps)}::int)::bigint / 10000`;
  const openRows = await tx.query<KeyedRow>(
    `SELECT ${rowKey(question, 'bucket', open)} AS key, ${share} AS "earningsEstimatedMicros"
       FROM charge
      WHERE bucket > ${lastSealed} AND creator_id = ${open.id(creator)} AND currency = ${open.add(question.currency)}
        AND ${inWindow(question, 'bucket', open)}
      GROUP BY 1`,
    open.values,
  );
  return [...bookedRows.rows, ...openRows.rows];
}
