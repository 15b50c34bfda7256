import type { ConfiguredStatus, Daypart, DaypartZone, ReviewState } from '@flywheel/campaigns';
import type { FrequencyCap } from '@flywheel/pacing';
import { micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { BillingEvent } from '../decisions/decision-slot.ts';

/** One ad with everything above it: a row of the snapshot that decisions are made from. */
export type ServingAdRow = {
  adNo: number;
  ad: Id<'ad'>;
  adCaps: FrequencyCap[];
  adGapSeconds: number;
  /** A node of the product taxonomy. */
  category: string | undefined;
  adSet: Id<'set'>;
  billingEvent: BillingEvent;
  strategy: 'manual' | 'max_bid' | 'lowest_cost' | 'cost_cap' | 'target_cost';
  bidMicros: Micros;
  /** The expression as JSON text. */
  targeting: string;
  placements: string[];
  adSetCaps: FrequencyCap[];
  adSetGapSeconds: number;
  dayparts: Daypart[];
  daypartZone: DaypartZone;
  safetyTier: 'strict' | 'standard' | 'open';
  /** 0, or why its audience may not be asked for: 543 too few people, 546 sensitive. */
  audienceObstacle: 0 | 543 | 546;
  /** The ad set's own budget, where it has one. */
  dailyBudgetMicros: Micros | undefined;
  lifetimeBudgetMicros: Micros | undefined;
  budgetMinMicros: Micros | undefined;
  budgetMaxMicros: Micros | undefined;
  campaign: Id<'cmp'>;
  campaignVersion: number;
  campaignCaps: FrequencyCap[];
  campaignGapSeconds: number;
  /** Of the campaign: active or paused; a paused one is here so that a decision can say why it lost. */
  configuredStatus: ConfiguredStatus;
  startsAt: Instant;
  endsAt: Instant | undefined;
  /** Set aside for its holder (the ad set with a budget of its own, else the campaign). */
  fundedMicros: Micros;
  account: Id<'acc'>;
  accountName: string;
  accountCaps: FrequencyCap[];
  accountGapSeconds: number;
  domain: string;
  competitors: string[];
  blockedNodes: string[];
  blockedCreators: string[];
  accountActive: boolean;
  currency: string;
  timeZone: string;
  creative: {
    creative: Id<'crv'>;
    format: 'native_post' | 'image' | 'video';
    headline: string;
    body: string;
    imageUrl: string | undefined;
    videoUrl: string | undefined;
    durationMs: number | undefined;
    callToAction: string;
  };
  reviewState: ReviewState;
};

const pageRows = 10_000;

/** All ads, page by page in no order, within a transaction: while one page is worked on, the next is on its way. */
export async function* readServingAds(tx: Tx): AsyncGenerator<ServingAdRow[]> {
  // The whole is wanted, not its first rows soon: the plan that is best for all of it.
  await tx.query(`SELECT set_config('cursor_tuple_fraction', '1', true), set_config('work_mem', '256MB', true)`);
  await tx.query(`DECLARE serving_ads NO SCROLL CURSOR FOR ${servingAdsSql}`);
  const fetchPage = (): Promise<{ rows: ServingAdsRow[] }> => tx.query<ServingAdsRow>(`FETCH ${pageRows} FROM serving_ads`);
  for (let next = fetchPage(); ;) {
    const { rows } = await next;
    if (rows.length > 0) next = fetchPage();
    yield rows.map(toServingAd);
    if (rows.length === 0) break;
  }
  await tx.query('CLOSE serving_ads');
}

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
FROM ad
JOIN ad_set s ON s.ad_set_id = ad.ad_set_id
JOIN campaign c ON c.campaign_id = s.campaign_id
JOIN ad_account a ON a.account_id = c.account_id
JOIN creative r ON r.creative_id = ad.creative_id
LEFT JOIN budget b ON b.campaign_id = c.campaign_id AND b.time_window = 'life'
LEFT JOIN budget own ON own.campaign_id = c.campaign_id AND own.time_window = 'set:' || replace(s.ad_set_id::text, '-', '') || ':life'
WHERE c.configured_status IN ('active', 'paused') AND s.configured_status = 'active' AND ad.configured_status = 'active'`;

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
