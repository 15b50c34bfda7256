import { toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An ad by its id, by the number that records know it by, and by its ad set. */
export type AdOfCampaign = { ad: Id<'ad'>; number: number; adSet: Id<'set'> };

/** Every ad of a campaign as it stands now; none where there is no such campaign. */
export async function readAdsOfCampaign(tx: Tx, campaign: Id<'cmp'>): Promise<AdOfCampaign[]> {
  const { rows } = await tx.query<AdOfCampaign>(
    `SELECT wire_id('ad', ad_id) AS ad, ad_no AS number, wire_id('set', ad_set_id) AS "adSet"
     FROM ad JOIN ad_set USING (ad_set_id) WHERE campaign_id = $1 ORDER BY ad_no`,
    [toRowId(campaign)],
  );
  return rows;
}
