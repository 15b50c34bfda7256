import { toRowId, type Id, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { AdRow, AdSetRow } from './campaign-tree.ts';

/** Writes a campaign's ad sets and archives those that are not among them. Rows that stay as they are are not touched. */
export async function saveAdSets(tx: Tx, campaign: Id<'cmp'>, adSets: readonly AdSetRow[]): Promise<void> {
  const rows = adSets.map((each) => ({
    id: toRowId(each.adSet),
    name: each.name,
    status: each.status,
    goal: each.goal,
    event: each.billingEvent,
    strategy: each.bidStrategy,
    bid: String(each.bidMicros),
    cost: amount(each.costMicros),
    daily: amount(each.dailyBudgetMicros),
    lifetime: amount(each.lifetimeBudgetMicros),
    least: amount(each.budgetMinMicros),
    most: amount(each.budgetMaxMicros),
    targeting: each.targeting,
    placements: each.placements,
    dayparts: each.dayparts,
    zone: each.daypartZone,
    caps: each.caps,
    gap: each.minGapSeconds,
    tier: each.safetyTier,
  }));
  await tx.query(insertAdSets, [JSON.stringify(rows), toRowId(campaign)]);
  await tx.query(
    `UPDATE ad_set SET configured_status = 'archived'
     WHERE campaign_id = $1 AND NOT ad_set_id = ANY ($2::uuid[]) AND configured_status <> 'archived'`,
    [toRowId(campaign), rows.map((row) => row.id)],
  );
}

/** Writes a campaign's ads and archives those that are not among them. */
export async function saveAds(tx: Tx, campaign: Id<'cmp'>, ads: readonly AdRow[]): Promise<void> {
  const rows = ads.map((each) => ({
    ad_id: toRowId(each.ad),
    ad_set_id: toRowId(each.adSet),
    creative_id: toRowId(each.creative),
    name: each.name,
    configured_status: each.status,
    frequency_caps: each.caps,
    min_gap_seconds: each.minGapSeconds,
    product_category: each.productCategory ?? null,
  }));
  const given = JSON.stringify(rows);
  await tx.query(updateAds, [given]);
  await tx.query(insertAds, [given]);
  await tx.query(
    `UPDATE ad SET configured_status = 'archived' FROM ad_set s WHERE s.ad_set_id = ad.ad_set_id AND s.campaign_id = $1
       AND NOT ad.ad_id = ANY ($2::uuid[]) AND ad.configured_status <> 'archived'`,
    [toRowId(campaign), rows.map((row) => row.ad_id)],
  );
}

const adSetColumns = [
  ...['name', 'configured_status', 'goal', 'billing_event', 'bid_strategy', 'bid_micros', 'cost_micros', 'daily_budget_micros'],
  ...['lifetime_budget_micros', 'budget_min_micros', 'budget_max_micros', 'targeting', 'placements', 'dayparts', 'daypart_zone'],
  ...['frequency_caps', 'min_gap_seconds', 'safety_tier'],
];

const insertAdSets = `
INSERT INTO ad_set (ad_set_id, campaign_id, ${adSetColumns.join(', ')})
SELECT r.id, $2, r.name, r.status, r.goal, r.event, r.strategy, r.bid, r.cost, r.daily, r.lifetime, r.least, r.most, r.targeting,
  ARRAY(SELECT jsonb_array_elements_text(r.placements)), r.dayparts, r.zone, r.caps, r.gap, r.tier
FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, name text, status text, goal text, event text, strategy text, bid bigint, cost bigint,
  daily bigint, lifetime bigint, least bigint, most bigint, targeting jsonb, placements jsonb, dayparts jsonb, zone text, caps jsonb,
  gap integer, tier text)
ON CONFLICT (ad_set_id) DO UPDATE SET ${adSetColumns.map((column) => `${column} = excluded.${column}`).join(', ')},
  tripped_at = CASE WHEN excluded.configured_status = 'paused' THEN ad_set.tripped_at END,
  trip_reason = CASE WHEN excluded.configured_status = 'paused' THEN ad_set.trip_reason END
WHERE ${anyDiffers('ad_set', 'excluded', adSetColumns)}`;

const adColumns = ['ad_set_id', 'creative_id', 'name', 'configured_status', 'frequency_caps', 'min_gap_seconds', 'product_category'];

const givenAds = `jsonb_to_recordset($1::jsonb)
  AS r(ad_id uuid, ad_set_id uuid, creative_id uuid, name text, configured_status text, frequency_caps jsonb, min_gap_seconds integer,
    product_category text)`;

const updateAds = `
UPDATE ad SET ${adColumns.map((column) => `${column} = r.${column}`).join(', ')} FROM ${givenAds}
WHERE ad.ad_id = r.ad_id AND ${anyDiffers('ad', 'r', adColumns)}`;

// Not an upsert: one that finds its row would still use up a number.
const insertAds = `
INSERT INTO ad (ad_id, ${adColumns.join(', ')})
SELECT r.ad_id, ${adColumns.map((column) => `r.${column}`).join(', ')} FROM ${givenAds}
WHERE NOT EXISTS (SELECT 1 FROM ad WHERE ad.ad_id = r.ad_id)`;

function anyDiffers(stored: string, given: string, columns: readonly string[]): string {
  const of = (name: string): string => columns.map((column) => `${name}.${column}`).join(', ');
  return `(${of(stored)}) IS DISTINCT FROM (${of(given)})`;
}

function amount(value: Micros | undefined): string | null {
  return value === undefined ? null : String(value);
}
