import type { Tx } from '@flywheel/runtime';
import { readEarnings } from '../creator-earnings/read-earnings.ts';
import { labelRows } from '../label-rows.ts';
import { mergeRows } from '../merge-rows.ts';
import type { SourceAnswer, SourceQuestion } from '../report-source.ts';
import { readActions } from './read-actions.ts';

/** How a creator's content is taken and what it earns: by time or by content. */
export async function readCreatorContent(tx: Tx, question: SourceQuestion): Promise<SourceAnswer> {
  const actions = await readActions(tx, question);
  const earnings = await readEarnings(tx, question);
  const rows = mergeRows(actions.rows, earnings).filter((row) => row.key !== '' || hasNumbers(row.fields));
  return { rows: await labelRows(tx, question.by, rows), requeried: { reach: actions.reach } };
}

function hasNumbers(fields: Readonly<Record<string, bigint>>): boolean {
  return Object.values(fields).some((value) => value !== 0n);
}
