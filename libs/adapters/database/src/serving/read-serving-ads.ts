import type { ConfiguredStatus, ReviewState } from '@flywheel/campaigns';
import type { FrequencyCap } from '@flywheel/pacing';
import { micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** One ad with everything above it: a row of the snapshot that decisions are made from. */
export type ServingAdRow = {
  ad: Id<'ad'>;
  adName: string;
  adSet: Id<'set'>;
  billingEvent: 'impression' | 'viewable' | 'click';
  bidMicros: Micros;
  targeting: unknown;
  placements: string[];
  adSetCaps: FrequencyCap[];
  campaign: Id<'cmp'>;
  campaignName: string;
  campaignVersion: number;
  campaignCaps: FrequencyCap[];
  configuredStatus: ConfiguredStatus;
  startsAt: Instant;
  endsAt: Instant | undefined;
  dailyBudgetMicros: Micros | undefined;
  fundedMicros: Micros;
  account: Id<'acc'>;
  accountName: string;
  domain: string;
  accountActive: boolean;
  currency: string;
  timeZone: string;
  creative: {
    creative: Id<'crv'>;
    format: 'native_post' | 'image';
    headline: string;
    body: string;
    imageUrl: string | undefined;
    callToAction: string;
  };
  reviewState: ReviewState;
};

/**
 * Every ad of a campaign that is active or paused; paused ones are in, so that a decision can say why they lost.
 * Campaigns that ended a day ago or more are out. Ordered by id.
 */
export async function readServingAds(tx: Tx, now: Instant): Promise<ServingAdRow[]> {
  const { rows } = await tx.query<Row>(select, [new Date(now - 86_400_000)]);
  return rows.map(toServingAd);
}

type Row = {
  ad: Id<'ad'>;
  ad_name: string;
  ad_set: Id<'set'>;
  billing_event: ServingAdRow['billingEvent'];
  bid_micros: bigint;
  targeting: unknown;
  placements: string[];
  ad_set_caps: FrequencyCap[];
  campaign: Id<'cmp'>;
  campaign_name: string;
  version: number;
  campaign_caps: FrequencyCap[];
  configured_status: ConfiguredStatus;
  starts_at: Date;
  ends_at: Date | null;
  daily_budget_micros: bigint | null;
  funded_micros: bigint;
  account: Id<'acc'>;
  account_name: string;
  domain: string;
  account_active: boolean;
  currency: string;
  time_zone: string;
  creative: Id<'crv'>;
  format: 'native_post' | 'image';
  headline: string;
  body: string;
  image_url: string | null;
  call_to_action: string;
  review_state: ReviewState;
};

const select = `
SELECT wire_id('ad', ad.ad_id) AS ad, ad.name AS ad_name, wire_id('set', s.ad_set_id) AS ad_set, s.billing_event, s.bid_micros, s.targeting,
  s.placements, s.frequency_caps AS ad_set_caps, wire_id('cmp', c.campaign_id) AS campaign, c.name AS campaign_name, c.version,
  c.frequency_caps AS campaign_caps, c.configured_status, c.starts_at, c.ends_at, c.daily_budget_micros,
  coalesce(b.cap_micros, 0) AS funded_micros, wire_id('acc', a.account_id) AS account, a.name AS account_name, a.domain,
  a.status = 'active' AS account_active, a.currency, a.time_zone, wire_id('crv', r.creative_id) AS creative, r.format, r.headline, r.body,
  r.image_url, r.call_to_action, r.review_state
FROM ad
JOIN ad_set s ON s.ad_set_id = ad.ad_set_id
JOIN campaign c ON c.campaign_id = s.campaign_id
JOIN ad_account a ON a.account_id = c.account_id
JOIN creative r ON r.creative_id = ad.creative_id
LEFT JOIN budget b ON b.campaign_id = c.campaign_id AND b.time_window = 'life'
WHERE c.configured_status IN ('active', 'paused') AND s.configured_status = 'active' AND ad.configured_status = 'active'
  AND (c.ends_at IS NULL OR c.ends_at > $1)
ORDER BY ad.ad_id`;

function toServingAd(row: Row): ServingAdRow {
  return {
    ad: row.ad,
    adName: row.ad_name,
    adSet: row.ad_set,
    billingEvent: row.billing_event,
    bidMicros: micros(row.bid_micros),
    targeting: row.targeting,
    placements: row.placements,
    adSetCaps: row.ad_set_caps,
    campaign: row.campaign,
    campaignName: row.campaign_name,
    campaignVersion: row.version,
    campaignCaps: row.campaign_caps,
    configuredStatus: row.configured_status,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at?.getTime(),
    dailyBudgetMicros: row.daily_budget_micros === null ? undefined : micros(row.daily_budget_micros),
    fundedMicros: micros(row.funded_micros),
    account: row.account,
    accountName: row.account_name,
    domain: row.domain,
    accountActive: row.account_active,
    currency: row.currency,
    timeZone: row.time_zone,
    creative: {
      creative: row.creative,
      format: row.format,
      headline: row.headline,
      body: row.body,
      imageUrl: row.image_url ?? undefined,
      callToAction: row.call_to_action,
    },
    reviewState: row.review_state,
  };
}
