import type { GroupingId } from '@flywheel/reporting';
import type { Tx } from '@flywheel/runtime';
import type { SourceRow } from './report-source.ts';

const names: Partial<Record<GroupingId, string>> = {
  account: `SELECT wire_id('acc', account_id) AS key, name FROM ad_account WHERE account_id = ANY ($1::uuid[])`,
  campaign: `SELECT wire_id('cmp', campaign_id) AS key, name FROM campaign WHERE campaign_id = ANY ($1::uuid[])`,
  ad_set: `SELECT wire_id('set', ad_set_id) AS key, name FROM ad_set WHERE ad_set_id = ANY ($1::uuid[])`,
  ad: `SELECT wire_id('ad', ad_id) AS key, name FROM ad WHERE ad_id = ANY ($1::uuid[])`,
  creative: `SELECT wire_id('crv', creative_id) AS key, headline AS name FROM creative WHERE creative_id = ANY ($1::uuid[])`,
  content: `SELECT wire_id('cnt', content_id) AS key, title AS name FROM content WHERE content_id = ANY ($1::uuid[])`,
};

/** Puts the names of objects on rows whose keys are their ids; other rows keep their key as label. */
export async function labelRows(tx: Tx, by: GroupingId, rows: readonly SourceRow[]): Promise<SourceRow[]> {
  const sql = names[by];
  if (sql === undefined) return rows.map((row) => ({ ...row, label: row.key === 'unknown' ? 'Unknown' : row.label }));
  const ids = rows.filter((row) => row.key !== '').map((row) => row.key.slice(-32));
  const found = await tx.query<{ key: string; name: string }>(sql, [ids]);
  const nameOf = new Map(found.rows.map((row) => [row.key, row.name]));
  return rows.map((row) => ({ ...row, label: nameOf.get(row.key) || (row.key === '' ? 'Not on content' : row.key) }));
}
