import { isId, toRowId } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What kinds of object have an owner. */
export type OwnedKind = 'account' | 'campaign' | 'creative' | 'creator' | 'ad';

const queries: Record<Exclude<OwnedKind, 'creator'>, { prefix: 'acc' | 'cmp' | 'crv' | 'ad'; sql: string }> = {
  account: { prefix: 'acc', sql: `SELECT wire_id('acc', account_id) AS owner FROM ad_account WHERE account_id = $1` },
  campaign: { prefix: 'cmp', sql: `SELECT wire_id('acc', account_id) AS owner FROM campaign WHERE campaign_id = $1` },
  creative: { prefix: 'crv', sql: `SELECT wire_id('acc', account_id) AS owner FROM creative WHERE creative_id = $1` },
  ad: {
    prefix: 'ad',
    sql: `SELECT wire_id('acc', c.account_id) AS owner FROM ad JOIN ad_set s USING (ad_set_id) JOIN campaign c USING (campaign_id)
      WHERE ad.ad_id = $1`,
  },
};

/** Whose an object is: the account or creator it belongs to; null when there is no such object. */
export async function findOwner(tx: Tx, kind: OwnedKind, id: string): Promise<{ account: string } | { creator: string } | null> {
  if (kind === 'creator') {
    const { rows } = await tx.query<{ owner: string }>(
      `SELECT wire_id('crt', creator_id) AS owner FROM creator WHERE ${isId('crt', id) ? 'creator_id = $1::uuid' : 'platform_id = $1'}`,
      [isId('crt', id) ? toRowId(id) : id],
    );
    return rows[0] ? { creator: rows[0].owner } : null;
  }
  const { prefix, sql } = queries[kind];
  if (!isId(prefix, id)) return null;
  const { rows } = await tx.query<{ owner: string }>(sql, [toRowId(id)]);
  return rows[0] ? { account: rows[0].owner } : null;
}
