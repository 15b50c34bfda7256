import type { ConfiguredStatus } from '@flywheel/campaigns';
import type { FrequencyCap } from '@flywheel/pacing';
import { micros, toRowId, type Id, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { CreativeReview, StoredAdSet, StoredCampaign } from './campaign-tree.ts';

/** Campaigns of one account, newest first; of every account when none is named. At most 1,000. */
export async function listCampaigns(tx: Tx, account: Id<'acc'> | undefined): Promise<StoredCampaign[]> {
  const { rows } = await tx.query<Row>(`${select} WHERE $1::uuid IS NULL OR c.account_id = $1 ORDER BY c.campaign_id DESC LIMIT 1000`, [
    account ? toRowId(account) : null,
  ]);
  return rows.map(toStored);
}

/** One campaign; undefined when there is none. */
export async function readCampaign(tx: Tx, campaign: Id<'cmp'>): Promise<StoredCampaign | undefined> {
  const { rows } = await tx.query<Row>(`${select} WHERE c.campaign_id = $1`, [toRowId(campaign)]);
  return rows[0] && toStored(rows[0]);
}

/** Takes the campaign and its account for the rest of the transaction, account first, so that funding and edits go one after the other. */
export async function lockCampaign(tx: Tx, campaign: Id<'cmp'>): Promise<StoredCampaign | undefined> {
  await tx.query('SELECT 1 FROM ad_account WHERE account_id = (SELECT account_id FROM campaign WHERE campaign_id = $1) FOR UPDATE', [
    toRowId(campaign),
  ]);
  await tx.query('SELECT 1 FROM campaign WHERE campaign_id = $1 FOR UPDATE', [toRowId(campaign)]);
  return readCampaign(tx, campaign);
}

type Row = {
  campaign: Id<'cmp'>;
  account: Id<'acc'>;
  name: string;
  objective: string;
  configured_status: ConfiguredStatus;
  account_active: boolean;
  funding: StoredCampaign['funding'];
  credit_left: bigint | null;
  currency: string;
  time_zone: string;
  daily_budget_micros: bigint | null;
  lifetime_budget_micros: bigint | null;
  starts_at: Date;
  ends_at: Date | null;
  frequency_caps: FrequencyCap[];
  version: number;
  created_at: Date;
  updated_at: Date;
  funded: bigint;
  leased: bigint;
  held: bigint;
  document: unknown;
  reviews: Array<{ creative: Id<'crv'>; state: CreativeReview['state']; reason: string | null }> | null;
  ad_sets: AdSetJson[] | null;
};

/** Amounts come as text: a JSON number would lose digits. */
type AdSetJson = Omit<StoredAdSet, 'tripReason' | 'audience' | 'dailyBudgetMicros' | 'lifetimeBudgetMicros' | 'ads'> & {
  tripReason: string | null;
  obstacle: 0 | 543 | 546;
  sentence: string | null;
  daily: string | null;
  lifetime: string | null;
  ads: StoredAdSet['ads'] | null;
};

const select = `
SELECT wire_id('cmp', c.campaign_id) AS campaign, wire_id('acc', c.account_id) AS account, c.name, c.objective, c.configured_status,
  a.status = 'active' AS account_active, c.funding, a.currency, a.time_zone, c.daily_budget_micros, c.lifetime_budget_micros,
  c.starts_at, c.ends_at,
  c.frequency_caps, c.version, c.created_at, c.updated_at, coalesce(b.cap_micros, 0) AS funded, coalesce(b.leased_micros, 0) AS leased,
  CASE c.funding WHEN 'prepaid' THEN coalesce(-h.balance_micros, 0) ELSE coalesce(b.cap_micros - b.leased_micros + (
    SELECT coalesce(sum(l.granted_micros - l.spent_micros), 0)::bigint FROM budget_lease l
    WHERE l.campaign_id = c.campaign_id AND l.state = 'open'), 0) END AS held,
  CASE c.funding WHEN 'postpaid' THEN coalesce(coalesce(k.wanted_micros, k.cap_micros) - k.leased_micros + (
    SELECT coalesce(sum(l.granted_micros - l.spent_micros), 0)::bigint FROM budget_lease l
    WHERE l.credit_account_id = c.account_id AND l.state = 'open'), 0) END AS credit_left, v.document,
  (SELECT jsonb_agg(jsonb_build_object('creative', wire_id('crv', r.creative_id), 'state', r.review_state, 'reason', r.review_reason))
   FROM ad JOIN ad_set s ON s.ad_set_id = ad.ad_set_id AND s.configured_status <> 'archived'
   JOIN creative r ON r.creative_id = ad.creative_id
   WHERE s.campaign_id = c.campaign_id AND ad.configured_status <> 'archived') AS reviews,
  (SELECT jsonb_agg(jsonb_build_object('adSet', wire_id('set', s.ad_set_id), 'name', s.name, 'configuredStatus', s.configured_status,
     'tripReason', s.trip_reason, 'daily', s.daily_budget_micros::text, 'lifetime', s.lifetime_budget_micros::text,
     'obstacle', s.audience_obstacle,
     'sentence', (SELECT sentence FROM ad_set_reach WHERE ad_set_id = s.ad_set_id), 'dayparts', s.dayparts, 'daypartZone', s.daypart_zone,
     'ads', (SELECT jsonb_agg(jsonb_build_object('ad', wire_id('ad', ad.ad_id), 'name', ad.name,
         'configuredStatus', ad.configured_status, 'review', r.review_state) ORDER BY ad.ad_id)
       FROM ad JOIN creative r ON r.creative_id = ad.creative_id
       WHERE ad.ad_set_id = s.ad_set_id AND ad.configured_status <> 'archived')) ORDER BY s.ad_set_id)
   FROM ad_set s WHERE s.campaign_id = c.campaign_id AND s.configured_status <> 'archived') AS ad_sets
FROM campaign c
JOIN ad_account a ON a.account_id = c.account_id
JOIN campaign_version v ON v.campaign_id = c.campaign_id AND v.version = c.version
LEFT JOIN budget b ON b.campaign_id = c.campaign_id AND b.time_window = 'life'
LEFT JOIN budget k ON k.campaign_id = c.account_id AND k.time_window = 'credit'
LEFT JOIN books.balance h ON h.account = '2020:' || wire_id('cmp', c.campaign_id) AND h.currency = a.currency`;

function toStored(row: Row): StoredCampaign {
  return {
    campaign: row.campaign,
    account: row.account,
    name: row.name,
    objective: row.objective,
    configuredStatus: row.configured_status,
    accountActive: row.account_active,
    funding: row.funding,
    creditLeftMicros: amount(row.credit_left),
    currency: row.currency,
    timeZone: row.time_zone,
    dailyBudgetMicros: amount(row.daily_budget_micros),
    lifetimeBudgetMicros: amount(row.lifetime_budget_micros),
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at?.getTime(),
    caps: row.frequency_caps,
    version: row.version,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    fundedMicros: micros(row.funded),
    leasedMicros: micros(row.leased),
    heldMicros: micros(row.held),
    document: row.document,
    reviews: (row.reviews ?? []).map((each) => ({ ...each, reason: each.reason ?? undefined })),
    adSets: (row.ad_sets ?? []).map(toAdSet),
  };
}

function toAdSet({ daily, lifetime, tripReason, obstacle, sentence, ads, ...set }: AdSetJson): StoredAdSet {
  return {
    ...set,
    tripReason: tripReason ?? undefined,
    audience: obstacle === 0 ? undefined : { code: obstacle, sentence: sentence ?? '' },
    dailyBudgetMicros: daily === null ? undefined : micros(BigInt(daily)),
    lifetimeBudgetMicros: lifetime === null ? undefined : micros(BigInt(lifetime)),
    ads: ads ?? [],
  };
}

function amount(value: bigint | null): Micros | undefined {
  return value === null ? undefined : micros(value);
}
