import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { PlacementRecord } from './decision-record.ts';

/** A decision as stored. `viewer` is missing without consent, and after an erase. */
export type StoredDecision = {
  decision: Id<'dec'>;
  decidedAt: Instant;
  configVersion: bigint;
  modelVersion: string;
  request: Record<string, unknown>;
  results: PlacementRecord[];
  tookUs: number | undefined;
  viewer: { segments: Array<{ segment: Id<'seg'>; node: string; name: string }> } | undefined;
};

/** The newest decisions; at most `limit`. */
export async function listRecentDecisions(tx: Tx, limit: number): Promise<StoredDecision[]> {
  const { rows } = await tx.query<Row>(`${select} ORDER BY d.decided_at DESC, d.decision_id DESC LIMIT $1`, [limit]);
  return rows.map(toStored);
}

/** One decision; undefined when its record was never written or is gone. */
export async function readDecision(tx: Tx, decision: Id<'dec'>): Promise<StoredDecision | undefined> {
  const { rows } = await tx.query<Row>(`${select} WHERE d.decision_id = $1`, [toRowId(decision)]);
  return rows[0] && toStored(rows[0]);
}

/** What an explanation says about an ad: names, and the version of its campaign that was in force. */
export type ExplainedAdRow = {
  ad: Id<'ad'>;
  name: string;
  adSet: Id<'set'>;
  campaign: Id<'cmp'>;
  campaignName: string;
  account: Id<'acc'>;
  advertiser: string;
  billingEvent: string;
  headline: string;
  /** The ad set's targeting in the version saved last before the decision. */
  document: unknown;
};

/** Names and versions for ads, as they were when the decision was made. */
export async function readExplainedAds(tx: Tx, ads: ReadonlyArray<Id<'ad'>>, decidedAt: Instant): Promise<ExplainedAdRow[]> {
  const { rows } = await tx.query<ExplainedAdRow>(
    `SELECT wire_id('ad', ad.ad_id) AS ad, ad.name, wire_id('set', s.ad_set_id) AS "adSet", wire_id('cmp', c.campaign_id) AS campaign,
       c.name AS "campaignName", wire_id('acc', a.account_id) AS account, a.name AS advertiser, s.billing_event AS "billingEvent",
       r.headline,
       (SELECT v.document FROM campaign_version v WHERE v.campaign_id = c.campaign_id AND v.saved_at <= $2
        ORDER BY v.version DESC LIMIT 1) AS document
     FROM ad JOIN ad_set s ON s.ad_set_id = ad.ad_set_id JOIN campaign c ON c.campaign_id = s.campaign_id
     JOIN ad_account a ON a.account_id = c.account_id JOIN creative r ON r.creative_id = ad.creative_id
     WHERE ad.ad_id = ANY ($1::uuid[])`,
    [ads.map(toRowId), new Date(decidedAt)],
  );
  return rows;
}

type Row = {
  decision: Id<'dec'>;
  decided_at: Date;
  config_version: bigint;
  model_version: string;
  request: Record<string, unknown>;
  results: PlacementRecord[];
  took_us: number | null;
  segments: Array<{ segment: Id<'seg'>; node: string; name: string }> | null;
  has_viewer: boolean;
};

const select = `
SELECT wire_id('dec', d.decision_id) AS decision, d.decided_at, d.config_version, d.model_version, d.request, d.results, d.took_us,
  v.decision_id IS NOT NULL AS has_viewer,
  (SELECT jsonb_agg(jsonb_build_object('segment', wire_id('seg', s.segment_id), 'node', s.node, 'name', s.name) ORDER BY s.name)
   FROM segment s WHERE s.segment_id = ANY (v.segments)) AS segments
FROM decision d LEFT JOIN decision_viewer v ON v.decision_id = d.decision_id`;

function toStored(row: Row): StoredDecision {
  return {
    decision: row.decision,
    decidedAt: row.decided_at.getTime(),
    configVersion: row.config_version,
    modelVersion: row.model_version,
    request: row.request,
    results: row.results,
    tookUs: row.took_us ?? undefined,
    viewer: row.has_viewer ? { segments: row.segments ?? [] } : undefined,
  };
}
