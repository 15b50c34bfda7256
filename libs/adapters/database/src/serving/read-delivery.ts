import { micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Counted beacons of one ad in a span of acceptance minutes. */
export type AdDelivery = { ad: Id<'ad'>; impressions: bigint; viewables: bigint; clicks: bigint };

/** Names one win. */
export type Win = { campaign: Id<'cmp'>; imp: Id<'imp'> };

/** Counts of valid beacons whose bucket lies in [from, to). */
export async function readAdDelivery(tx: Tx, span: { from: Instant; to: Instant }): Promise<AdDelivery[]> {
  const { rows } = await tx.query<AdDelivery>(
    `SELECT wire_id('ad', ad_id) AS ad, count(*) FILTER (WHERE kind = 'impression') AS impressions,
       count(*) FILTER (WHERE kind = 'viewable') AS viewables, count(*) FILTER (WHERE kind = 'click') AS clicks
     FROM delivery_fact WHERE bucket >= $1 AND bucket < $2 AND reason = 0 AND ad_id IS NOT NULL GROUP BY ad_id`,
    [new Date(span.from), new Date(span.to)],
  );
  return rows;
}

/** Which of the wins had their impression counted. */
export async function readSeen(tx: Tx, wins: readonly Win[]): Promise<Array<Id<'imp'>>> {
  const { rows } = await tx.query<{ imp: Id<'imp'> }>(
    `SELECT wire_id('imp', f.imp_id) AS imp FROM unnest($1::uuid[], $2::uuid[]) AS w(campaign_id, imp_id)
     JOIN delivery_fact f ON f.campaign_id = w.campaign_id AND f.imp_id = w.imp_id
       AND f.kind = 'impression' AND f.ref = '' AND f.reason = 0`,
    [wins.map((win) => toRowId(win.campaign)), wins.map((win) => toRowId(win.imp))],
  );
  return rows.map((row) => row.imp);
}

/** What was charged for the wins, free over-delivery as 0; a win that is missing was not charged yet. */
export async function readCharged(tx: Tx, wins: readonly Win[]): Promise<Array<{ imp: Id<'imp'>; chargedMicros: Micros }>> {
  const { rows } = await tx.query<{ imp: Id<'imp'>; charged: bigint }>(
    `SELECT wire_id('imp', c.imp_id) AS imp, sum(c.price_micros)::bigint AS charged
     FROM unnest($1::uuid[], $2::uuid[]) AS w(campaign_id, imp_id)
     JOIN charge c ON c.campaign_id = w.campaign_id AND c.imp_id = w.imp_id GROUP BY c.imp_id`,
    [wins.map((win) => toRowId(win.campaign)), wins.map((win) => toRowId(win.imp))],
  );
  return rows.map((row) => ({ imp: row.imp, chargedMicros: micros(row.charged) }));
}

/** Impressions of capped subjects in the longest window: from these the counters are made again after a start. At most 5 million. */
export async function readShownSince(tx: Tx, since: Instant): Promise<Array<{ viewer: Id<'vwr'>; ad: Id<'ad'>; at: Instant }>> {
  const { rows } = await tx.query<{ viewer: Id<'vwr'>; ad: Id<'ad'>; decided_at: Date }>(
    `SELECT wire_id('vwr', v.viewer_key) AS viewer, wire_id('ad', s.ad_id) AS ad, s.decided_at
     FROM decision_slot s JOIN decision_viewer v USING (decision_id)
     JOIN delivery_fact f ON f.campaign_id = s.campaign_id AND f.imp_id = s.imp_id AND f.kind = 'impression' AND f.ref = '' AND f.reason = 0
     JOIN campaign c ON c.campaign_id = s.campaign_id AND c.configured_status IN ('active', 'paused')
     JOIN ad_set t ON t.ad_set_id = s.ad_set_id
     WHERE s.decided_at >= $1 AND (jsonb_array_length(c.frequency_caps) > 0 OR jsonb_array_length(t.frequency_caps) > 0)
     ORDER BY s.decided_at LIMIT 5000000`,
    [new Date(since)],
  );
  return rows.map((row) => ({ viewer: row.viewer, ad: row.ad, at: row.decided_at.getTime() }));
}
