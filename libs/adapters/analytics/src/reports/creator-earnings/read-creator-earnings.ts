import type { Tx } from '@flywheel/runtime';
import { labelRows } from '../label-rows.ts';
import { mergeRows } from '../merge-rows.ts';
import type { SourceAnswer, SourceQuestion } from '../report-source.ts';
import { readEarnings } from './read-earnings.ts';

/** What a creator earned, by time or by content: final and estimated. */
export async function readCreatorEarnings(tx: Tx, question: SourceQuestion): Promise<SourceAnswer> {
  const rows = mergeRows(await readEarnings(tx, question));
  return { rows: await labelRows(tx, question.by, rows), requeried: {} };
}
