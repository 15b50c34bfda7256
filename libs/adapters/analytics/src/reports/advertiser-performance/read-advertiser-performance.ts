import type { Tx } from '@flywheel/runtime';
import { labelRows } from '../label-rows.ts';
import { mergeRows } from '../merge-rows.ts';
import type { SourceAnswer, SourceQuestion } from '../report-source.ts';
import { readDelivery } from './read-delivery.ts';
import { readReach } from './read-reach.ts';
import { readSpend } from './read-spend.ts';

/** What ads brought and cost: for an account, one of its campaigns, or the whole platform. */
export async function readAdvertiserPerformance(tx: Tx, question: SourceQuestion): Promise<SourceAnswer> {
  const delivery = await readDelivery(tx, question);
  const spend = await readSpend(tx, question);
  const reach = await readReach(tx, question);
  const rows = mergeRows(delivery, spend, reach.rows).map((row) => withReach(row));
  return { rows: await labelRows(tx, question.by, rows), requeried: { reach: reach.total } };
}

function withReach(row: ReturnType<typeof mergeRows>[number]): ReturnType<typeof mergeRows>[number] {
  const reach = row.fields['reach'] ?? 0n;
  return { ...row, people: reach, fields: { ...row.fields, reach } };
}
