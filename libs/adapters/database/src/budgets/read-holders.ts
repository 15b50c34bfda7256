import type { Holder } from '@flywheel/pacing';
import type { HolderBudget } from '@flywheel/pacing/leases';
import { fromRowId, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A budget holder by configuration, and whether it may spend at the moment it was read for. */
export type StoredHolder = HolderBudget & {
  campaign: Id<'cmp'>;
  currency: string;
  creditAccount: Id<'acc'> | undefined;
  runs: boolean;
  minimums: Minimum[];
};

/** The part of the campaign's budget that is kept for an ad set with a least share. */
export type Minimum = { adSet: Id<'set'>; minMicros: Micros };

/** Reads budget holders, campaigns and ad sets alike; unknown ones are left out. */
export async function readHolders(tx: Tx, holders: readonly Holder[], now: Instant): Promise<StoredHolder[]> {
  if (holders.length === 0) return [];
  const { rows } = await tx.query<Row>(select, [holders.map(toRowId), new Date(now)]);
  return rows.map(toHolder);
}

/** Every holder that could spend now and the highest charge of its ads: what a decider that leases ahead takes. At most `limit`. */
export async function readFundedHolders(tx: Tx, now: Instant, limit = 10_000): Promise<Map<Holder, Micros>> {
  const { rows } = await tx.query<{ holder: Holder; charge: bigint }>(funded, [new Date(now), limit]);
  return new Map(rows.map((row) => [row.holder, micros(row.charge)]));
}

type Row = {
  campaign_id: string;
  account_id: string;
  funding: 'prepaid' | 'postpaid';
  ad_set_id: string | null;
  currency: string;
  time_zone: string;
  runs: boolean;
  daily: bigint | null;
  lifetime: bigint | null;
  set_daily: bigint | null;
  set_lifetime: bigint | null;
  set_min: bigint | null;
  set_max: bigint | null;
  minimums: Array<{ ad_set_id: string; min: string }> | null;
};

const running = `c.configured_status = 'active' AND a.status = 'active'`;
const inDates = (at: string): string => `c.starts_at <= ${at} AND (c.ends_at IS NULL OR c.ends_at > ${at})`;
const ownBudget = 'coalesce(s.daily_budget_micros, s.lifetime_budget_micros, s.budget_min_micros, s.budget_max_micros)';

const select = `
SELECT c.campaign_id, c.account_id, c.funding, s.ad_set_id, a.currency, a.time_zone,
  c.daily_budget_micros AS daily, c.lifetime_budget_micros AS lifetime,
  ${running} AND ${inDates('$2')} AND coalesce(s.configured_status, 'active') = 'active' AS runs,
  s.daily_budget_micros AS set_daily, s.lifetime_budget_micros AS set_lifetime,
  s.budget_min_micros AS set_min, s.budget_max_micros AS set_max,
  (SELECT jsonb_agg(jsonb_build_object('ad_set_id', m.ad_set_id, 'min', m.budget_min_micros::text)) FROM ad_set m
   WHERE m.campaign_id = c.campaign_id AND m.budget_min_micros IS NOT NULL AND m.configured_status = 'active') AS minimums
FROM (SELECT id, s.ad_set_id, coalesce(s.campaign_id, id) AS campaign_id
      FROM unnest($1::uuid[]) AS u(id) LEFT JOIN ad_set s ON s.ad_set_id = id) asked
JOIN campaign c ON c.campaign_id = asked.campaign_id
JOIN ad_account a ON a.account_id = c.account_id
LEFT JOIN ad_set s ON s.ad_set_id = asked.ad_set_id`;

// A price per 1,000 costs a thousandth per event, rounded up.
const funded = `
SELECT CASE WHEN ${ownBudget} IS NULL THEN wire_id('cmp', c.campaign_id) ELSE wire_id('set', s.ad_set_id) END AS holder,
  max(CASE WHEN s.billing_event IN ('impression', 'viewable') THEN (s.bid_micros + 999) / 1000 ELSE s.bid_micros END) AS charge
FROM campaign c
JOIN ad_account a ON a.account_id = c.account_id
JOIN ad_set s ON s.campaign_id = c.campaign_id AND s.configured_status = 'active'
JOIN budget b ON b.campaign_id = c.campaign_id AND b.time_window = 'life' AND b.cap_micros > 0
WHERE ${running} AND ${inDates('$1')} AND EXISTS (SELECT 1 FROM ad JOIN creative r ON r.creative_id = ad.creative_id
  WHERE ad.ad_set_id = s.ad_set_id AND ad.configured_status = 'active' AND r.review_state = 'approved')
GROUP BY 1 ORDER BY 1 LIMIT $2`;

function toHolder(row: Row): StoredHolder {
  const campaign = fromRowId('cmp', row.campaign_id);
  const adSet = row.ad_set_id === null ? undefined : fromRowId('set', row.ad_set_id);
  return {
    holder: adSet ?? campaign,
    campaign,
    currency: row.currency,
    creditAccount: row.funding === 'postpaid' ? fromRowId('acc', row.account_id) : undefined,
    timeZone: row.time_zone,
    runs: row.runs,
    dailyMicros: amount(row.daily),
    lifetimeMicros: amount(row.lifetime),
    adSet: adSet && {
      adSet,
      campaign,
      dailyBudgetMicros: amount(row.set_daily),
      lifetimeBudgetMicros: amount(row.set_lifetime),
      budgetMinMicros: amount(row.set_min),
      budgetMaxMicros: amount(row.set_max),
    },
    minimums: (row.minimums ?? []).map((each) => ({ adSet: fromRowId('set', each.ad_set_id), minMicros: micros(BigInt(each.min)) })),
  };
}

function amount(value: bigint | null): Micros | undefined {
  return value === null ? undefined : micros(value);
}
