import { toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An expression of a campaign that may name audiences. */
export type TargetingOfCampaign = { campaign: Id<'cmp'>; name: string; targeting: unknown };

/** The expressions of an account's campaigns that name any audience; archived campaigns and ad sets are left out. */
export async function readAudienceUses(tx: Tx, account: Id<'acc'>): Promise<TargetingOfCampaign[]> {
  const { rows } = await tx.query<TargetingOfCampaign>(
    `SELECT wire_id('cmp', c.campaign_id) AS campaign, c.name, s.targeting FROM ad_set s JOIN campaign c USING (campaign_id)
      WHERE c.account_id = $1 AND c.configured_status <> 'archived' AND s.configured_status <> 'archived'
        AND s.targeting::text LIKE '%"audience"%' ORDER BY c.name, c.campaign_id LIMIT 5000`,
    [toRowId(account)],
  );
  return rows;
}
