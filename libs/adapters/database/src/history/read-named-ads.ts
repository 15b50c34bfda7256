import type { Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { tablesOfAds } from './history-ctes.ts';

/** What an explanation says about an ad, all of it as of one version of the configuration. */
export type NamedAd = {
  number: number;
  ad: Id<'ad'>;
  name: string;
  adSet: Id<'set'>;
  campaign: Id<'cmp'>;
  campaignName: string;
  account: Id<'acc'>;
  advertiser: string;
  domain: string;
  billingEvent: string;
  headline: string;
  /** The ad set's targeting as it was written, and the placements it is limited to (none: everywhere). */
  targeting: unknown;
  placements: string[];
};

/** Names of ads by number, as of `version`; those that were not there yet are missing. */
export async function readNamedAds(tx: Tx, version: bigint, numbers: readonly number[]): Promise<NamedAd[]> {
  if (numbers.length === 0) return [];
  const { rows } = await tx.query<NamedAd>(named, [version, numbers]);
  return rows;
}

/** The number of an ad; undefined when there never was such an ad. */
export async function readAdNumber(tx: Tx, adRowId: string): Promise<number | undefined> {
  const { rows } = await tx.query<{ ad_no: number }>('SELECT ad_no FROM ad WHERE ad_id = $1', [adRowId]);
  return rows[0]?.ad_no;
}

const named = `${tablesOfAds}
SELECT ad.ad_no AS number, wire_id('ad', ad.ad_id) AS ad, ad.name, wire_id('set', s.ad_set_id) AS "adSet",
  wire_id('cmp', c.campaign_id) AS campaign, c.name AS "campaignName", wire_id('acc', a.account_id) AS account, a.name AS advertiser,
  a.domain, s.billing_event AS "billingEvent", r.headline, s.targeting, s.placements
FROM ad JOIN ad_set s ON s.ad_set_id = ad.ad_set_id JOIN campaign c ON c.campaign_id = s.campaign_id
JOIN ad_account a ON a.account_id = c.account_id JOIN creative r ON r.creative_id = ad.creative_id`;

/** Names of segments by id or by node; what is neither is left out. */
export async function readSegmentNames(tx: Tx, asked: readonly string[]): Promise<Array<{ segment: string; node: string; name: string }>> {
  const { rows } = await tx.query<{ segment: string; node: string; name: string }>(
    `SELECT wire_id('seg', segment_id) AS segment, node, name FROM segment
     WHERE wire_id('seg', segment_id) = ANY ($1::text[]) OR node = ANY ($1::text[]) ORDER BY name`,
    [asked],
  );
  return rows;
}
