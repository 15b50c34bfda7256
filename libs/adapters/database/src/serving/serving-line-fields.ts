/**
 * What a line of the snapshot holds, in its order, each with the expression it is read by: ids as their 16 bytes, amounts as eight-byte
 * integers, lists as JSON text and as nothing where they are empty. The tables are those of `servingAdsFrom`.
 */
export const servingLineFields = {
  adNo: 'ad.ad_no',
  ad: 'ad.ad_id',
  adSet: 's.ad_set_id',
  campaign: 'c.campaign_id',
  account: 'a.account_id',
  creative: 'r.creative_id',
  adCaps: listText('ad.frequency_caps'),
  adGapSeconds: 'ad.min_gap_seconds::integer',
  category: 'ad.product_category',
  billingEvent: 's.billing_event',
  strategy: 's.bid_strategy',
  bidMicros: 's.bid_micros',
  targeting: 's.targeting::text',
  placements: arrayText('s.placements'),
  adSetCaps: listText('s.frequency_caps'),
  adSetGapSeconds: 's.min_gap_seconds::integer',
  dayparts: listText('s.dayparts'),
  daypartZone: 's.daypart_zone',
  safetyTier: 's.safety_tier',
  audienceObstacle: 's.audience_obstacle::integer',
  dailyBudgetMicros: 's.daily_budget_micros',
  lifetimeBudgetMicros: 's.lifetime_budget_micros',
  budgetMinMicros: 's.budget_min_micros',
  budgetMaxMicros: 's.budget_max_micros',
  campaignVersion: 'c.version::integer',
  campaignCaps: listText('c.frequency_caps'),
  campaignGapSeconds: 'c.min_gap_seconds::integer',
  configuredStatus: 'c.configured_status',
  startsAt: 'c.starts_at',
  endsAt: 'c.ends_at',
  fundedMicros: 'coalesce(own.cap_micros, b.cap_micros, 0)',
  accountName: 'a.name',
  accountCaps: listText('a.frequency_caps'),
  accountGapSeconds: 'a.min_gap_seconds::integer',
  domain: 'a.domain',
  competitors: arrayText('a.competitors'),
  blockedNodes: arrayText('a.blocked_nodes'),
  blockedCreators: arrayText(`ARRAY(SELECT wire_id('crt', k) FROM unnest(a.blocked_creators) AS k)`),
  accountActive: `a.status = 'active'`,
  currency: 'a.currency::text',
  timeZone: 'a.time_zone',
  format: 'r.format',
  headline: 'r.headline',
  body: 'r.body',
  imageUrl: 'r.image_url',
  videoUrl: 'r.video_url',
  durationMs: 'r.duration_ms::integer',
  callToAction: 'r.call_to_action',
  reviewState: 'r.review_state',
} as const;

/** Names a field of a line. */
export type ServingLineField = keyof typeof servingLineFields;

function listText(column: string): string {
  return `nullif(${column}, '[]'::jsonb)::text`;
}

function arrayText(column: string): string {
  return `CASE WHEN ${column} <> '{}' THEN to_json(${column})::text END`;
}
