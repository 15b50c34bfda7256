import type { ReviewState } from '@flywheel/campaigns';
import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { CreativeRow } from '../campaigns/campaign-tree.ts';

/** A creative with what a reviewer needs around it. */
export type CreativeToReview = CreativeRow & {
  state: ReviewState;
  reason: string | undefined;
  account: Id<'acc'>;
  accountName: string;
  campaign: Id<'cmp'> | undefined;
  campaignName: string | undefined;
  createdAt: Instant;
};

/** Creatives in one review state, the longest waiting first; at most 200. */
export async function listCreatives(tx: Tx, state: ReviewState): Promise<CreativeToReview[]> {
  const { rows } = await tx.query<Row>(
    `SELECT wire_id('crv', r.creative_id) AS creative, r.format, r.headline, r.body, r.image_url, r.video_url, r.duration_ms,
       r.landing_url, r.call_to_action,
       r.review_state, r.review_reason, wire_id('acc', r.account_id) AS account, a.name AS account_name, r.created_at,
       used.campaign, used.campaign_name
     FROM creative r JOIN ad_account a ON a.account_id = r.account_id
     LEFT JOIN LATERAL (SELECT wire_id('cmp', c.campaign_id) AS campaign, c.name AS campaign_name
       FROM ad JOIN ad_set s ON s.ad_set_id = ad.ad_set_id JOIN campaign c ON c.campaign_id = s.campaign_id
       WHERE ad.creative_id = r.creative_id ORDER BY ad.ad_id LIMIT 1) used ON true
     WHERE r.review_state = $1 ORDER BY r.created_at, r.creative_id LIMIT 200`,
    [state],
  );
  return rows.map(toReview);
}

/** How many creatives wait. */
export async function countWaiting(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM creative WHERE review_state = 'pending'`);
  return rows[0]?.n ?? 0;
}

/** Writes the reviewer's word. Returns false when there is no such creative. */
export async function writeReview(
  tx: Tx,
  review: { creative: Id<'crv'>; state: ReviewState; reason: string | undefined; by: Id<'usr'> | undefined; now: Instant },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE creative SET review_state = $2, review_reason = $3, reviewed_by = $4, reviewed_at = $5 WHERE creative_id = $1',
    [toRowId(review.creative), review.state, review.reason ?? null, review.by ? toRowId(review.by) : null, new Date(review.now)],
  );
  return rowCount === 1;
}

type Row = {
  creative: Id<'crv'>;
  format: CreativeRow['format'];
  headline: string;
  body: string;
  image_url: string | null;
  video_url: string | null;
  duration_ms: number | null;
  landing_url: string;
  call_to_action: string;
  review_state: ReviewState;
  review_reason: string | null;
  account: Id<'acc'>;
  account_name: string;
  campaign: Id<'cmp'> | null;
  campaign_name: string | null;
  created_at: Date;
};

function toReview(row: Row): CreativeToReview {
  return {
    creative: row.creative,
    format: row.format,
    headline: row.headline,
    body: row.body,
    imageUrl: row.image_url ?? undefined,
    videoUrl: row.video_url ?? undefined,
    durationMs: row.duration_ms ?? undefined,
    landingUrl: row.landing_url,
    callToAction: row.call_to_action,
    state: row.review_state,
    reason: row.review_reason ?? undefined,
    account: row.account,
    accountName: row.account_name,
    campaign: row.campaign ?? undefined,
    campaignName: row.campaign_name ?? undefined,
    createdAt: row.created_at.getTime(),
  };
}
