import type { Tx } from '@flywheel/runtime';
import type { CopyOut } from '../copy-out.ts';
import { servingAdsFrom } from './read-serving-ads.ts';
import { ServingAdLine } from './serving-ad-line.ts';
import { servingLineFields } from './serving-line-fields.ts';

// Of a million ads it takes some ten seconds.
const longestReadMs = '300000';

/** The largest number any ad has; 0 where there is none. */
export async function readLastAdNo(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ last: number | null }>('SELECT max(ad_no) AS last FROM ad');
  return rows[0]?.last ?? 0;
}

/** All ads in no order, within a transaction: each line is only good until `take` returns. */
export async function readServingLines(tx: Tx, copy: CopyOut, take: (line: ServingAdLine) => void): Promise<void> {
  await tx.query(`SELECT set_config('work_mem', '256MB', true), set_config('statement_timeout', $1, true)`, [longestReadMs]);
  const columns = Object.values(servingLineFields).join(', ');
  const line = new ServingAdLine();
  await copy(`SELECT ${columns} ${servingAdsFrom}`, (tuple) => take(line.open(tuple)));
}
