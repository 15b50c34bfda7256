import { micros, type Id, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { ServingAdRow } from './serving-ad-row.ts';

/** Those of these ads that may be in a snapshot; one that is missing has left it. */
export async function readServingAdsOf(tx: Tx, adNos: readonly number[]): Promise<ServingAdRow[]> {
  const { rows } = await tx.query<ServingAdsRow>(`${servingAdsSql} AND ad.ad_no = ANY ($1::integer[])`, [adNos]);
  return rows.map(toServingAd);
}

/** A row of `servingAdsSql`. */
export type ServingAdsRow = Omit<
  ServingAdRow,
  'category' | 'startsAt' | 'endsAt' | 'creative' | 'dailyBudgetMicros' | 'lifetimeBudgetMicros' | 'budgetMinMicros' | 'budgetMaxMicros'
> & {
  category: string | null;
  starts_at: Date;
  ends_at: Date | null;
  daily: bigint | null;
  lifetime: bigint | null;
  least: bigint | null;
  most: bigint | null;
  creative: Id<'crv'>;
  format: ServingAdRow['creative']['format'];
  headline: string;
  body: string;
  image_url: string | null;
  video_url: string | null;
  duration_ms: number | null;
  call_to_action: string;
};

/** The tables of an ad with everything above it, and which ads are in a snapshot. */
export const servingAdsFrom = `FROM ad
JOIN ad_set s ON s.ad_set_id = ad.ad_set_id
JOIN campaign c ON c.campaign_id = s.campaign_id
JOIN ad_account a ON a.account_id = c.account_id
JOIN creative r ON r.creative_id = ad.creative_id
LEFT JOIN budget b ON b.campaign_id = c.campaign_id AND b.time_window = 'life'
LEFT JOIN budget own ON own.campaign_id = c.campaign_id AND own.time_window = 'set:' || replace(s.ad_set_id::text, '-', '') || ':life'
WHERE c.configured_status IN ('active', 'paused') AND s.configured_status = 'active' AND ad.configured_status = 'active'`;

/**
 * Every ad of a campaign that is active or paused, with an active ad set and itself active. Ends with its WHERE: conditions on `ad` may
 * follow. Tables are named without a schema, so that the same words read the past where their names are shadowed.
 */
export const servingAdsSql = `
SELECT ad.ad_no AS "adNo", wire_id('ad', ad.ad_id) AS ad, ad.frequency_caps AS "adCaps", ad.min_gap_seconds AS "adGapSeconds",
  ad.product_category AS category, wire_id('set', s.ad_set_id) AS "adSet", s.billing_event AS "billingEvent", s.bid_strategy AS strategy,
  s.bid_micros AS "bidMicros", s.targeting::text AS targeting, s.placements,
  s.frequency_caps AS "adSetCaps", s.min_gap_seconds AS "adSetGapSeconds",
  s.dayparts, s.daypart_zone AS "daypartZone", s.safety_tier AS "safetyTier", s.audience_obstacle AS "audienceObstacle",
  s.daily_budget_micros AS daily, s.lifetime_budget_micros AS lifetime, s.budget_min_micros AS least, s.budget_max_micros AS most,
  wire_id('cmp', c.campaign_id) AS campaign, c.version AS "campaignVersion", c.frequency_caps AS "campaignCaps",
  c.min_gap_seconds AS "campaignGapSeconds", c.configured_status AS "configuredStatus", c.starts_at, c.ends_at,
  coalesce(own.cap_micros, b.cap_micros, 0) AS "fundedMicros", wire_id('acc', a.account_id) AS account, a.name AS "accountName",
  a.frequency_caps AS "accountCaps", a.min_gap_seconds AS "accountGapSeconds", a.domain, a.competitors,
  a.blocked_nodes AS "blockedNodes", ARRAY(SELECT wire_id('crt', k) FROM unnest(a.blocked_creators) AS k) AS "blockedCreators",
  a.status = 'active' AS "accountActive", a.currency, a.time_zone AS "timeZone", wire_id('crv', r.creative_id) AS creative, r.format,
  r.headline, r.body, r.image_url, r.video_url, r.duration_ms, r.call_to_action, r.review_state AS "reviewState"
${servingAdsFrom}`;

/** What a row of `servingAdsSql` says. */
export function toServingAd(row: ServingAdsRow): ServingAdRow {
  const { starts_at, ends_at, daily, lifetime, least, most, creative, format, headline, body, image_url, video_url, ...rest } = row;
  const { duration_ms, call_to_action, ...same } = rest;
  return {
    ...same,
    category: row.category ?? undefined,
    startsAt: starts_at.getTime(),
    endsAt: ends_at?.getTime(),
    dailyBudgetMicros: optional(daily),
    lifetimeBudgetMicros: optional(lifetime),
    budgetMinMicros: optional(least),
    budgetMaxMicros: optional(most),
    creative: {
      creative,
      format,
      headline,
      body,
      imageUrl: image_url ?? undefined,
      videoUrl: video_url ?? undefined,
      durationMs: duration_ms ?? undefined,
      callToAction: call_to_action,
    },
  };
}

function optional(amount: bigint | null): Micros | undefined {
  return amount === null ? undefined : micros(amount);
}
