import type { Tx } from '@flywheel/runtime';
import { adTables, historyCtes } from './history-ctes.ts';

/** What moved between two versions: the ads concerned by number, and the areas that had any change. */
export type ConfigurationChange = { ads: number[]; areas: ReadonlySet<string> };

/** Which ads have a row of their own, their ad set, campaign, account, creative or money that changed after `after`, up to `to`. */
export async function readChangedAds(tx: Tx, after: bigint, to: bigint): Promise<ConfigurationChange> {
  const areas = await tx.query<{ area: string }>('SELECT DISTINCT area FROM config_history WHERE version > $1 AND version <= $2', [
    after,
    to,
  ]);
  const ads = await tx.query<{ ad_no: number }>(changed, [to, after]);
  return { areas: new Set(areas.rows.map((row) => row.area)), ads: ads.rows.map((row) => row.ad_no) };
}

// Rows that left are found by what they were: every version of the keys concerned counts, so an ad that moved is named twice at most.
const changed = `${historyCtes(adTables, 1)},
moved AS (SELECT area, key FROM config_history WHERE version > $2 AND version <= $1)
SELECT DISTINCT ad.ad_no
FROM ad JOIN ad_set s ON s.ad_set_id = ad.ad_set_id JOIN campaign c ON c.campaign_id = s.campaign_id
WHERE ad.ad_id::text IN (SELECT key FROM moved WHERE area = 'ad')
   OR s.ad_set_id::text IN (SELECT key FROM moved WHERE area = 'ad_set')
   OR c.campaign_id::text IN (SELECT split_part(key, '/', 1) FROM moved WHERE area IN ('campaign', 'budget'))
   OR c.account_id::text IN (SELECT key FROM moved WHERE area = 'ad_account')
   OR ad.creative_id::text IN (SELECT key FROM moved WHERE area = 'creative')
UNION
SELECT (row ->> 'ad_no')::integer FROM config_history
WHERE area = 'ad' AND key IN (SELECT key FROM moved WHERE area = 'ad') AND row IS NOT NULL`;
