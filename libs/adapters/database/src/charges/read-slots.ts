import { micros, toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { Slot } from './delivery.ts';

type SlotRow = {
  imp_id: string;
  decision_id: string;
  placement: string;
  account_id: string;
  campaign_id: string;
  ad_set_id: string;
  ad_id: string;
  creative_id: string;
  content_id: string | null;
  creator_id: string | null;
  country: string | null;
  device: string | null;
  billing_event: string;
  currency: string;
  price_micros: bigint;
  lease_id: string;
};

/** The filled slots of these impressions by impression (row ids); one whose decision is not recorded yet is missing. */
export async function readSlots(tx: Tx, imps: readonly string[]): Promise<Map<string, Slot>> {
  const { rows } = await tx.query<SlotRow>(
    `SELECT imp_id, decision_id, placement, account_id, campaign_id, ad_set_id, ad_id, creative_id, content_id, creator_id, country,
       device, billing_event, currency, price_micros, lease_id
     FROM decision_slot WHERE imp_id = ANY ($1::uuid[])`,
    [imps],
  );
  return new Map(rows.map((row) => [row.imp_id, toSlot(row)]));
}

/** What is known of an impression that was reported before: when it was accepted, or undefined if it did not count. */
export type KnownImpression = { countedAt: Instant | undefined };

/** The impressions among these slots that are stored already, by impression. */
export async function readImpressions(tx: Tx, slots: readonly Slot[]): Promise<Map<string, KnownImpression>> {
  const { rows } = await tx.query<{ imp_id: string; reason: number; accepted_at: Date }>(
    `SELECT f.imp_id, f.reason, f.accepted_at FROM unnest($1::uuid[], $2::uuid[]) AS wanted(campaign_id, imp_id)
     JOIN delivery_fact f ON f.campaign_id = wanted.campaign_id AND f.imp_id = wanted.imp_id AND f.kind = 'impression' AND f.ref = ''`,
    [slots.map((slot) => slot.campaign), slots.map((slot) => slot.imp)],
  );
  return new Map(rows.map((row) => [row.imp_id, { countedAt: row.reason === 0 ? row.accepted_at.getTime() : undefined }]));
}

function toSlot(row: SlotRow): Slot {
  return {
    imp: row.imp_id,
    decision: row.decision_id,
    placement: row.placement,
    account: row.account_id,
    campaign: row.campaign_id,
    adSet: row.ad_set_id,
    ad: row.ad_id,
    creative: row.creative_id,
    content: row.content_id,
    creator: row.creator_id,
    country: row.country,
    device: row.device,
    billingEvent: row.billing_event,
    currency: row.currency,
    priceMicros: micros(row.price_micros),
    lease: row.lease_id,
  };
}

/** Where a click on the creative leads; undefined for one that is not stored. */
export async function readLandingUrl(tx: Tx, creative: Id<'crv'>): Promise<string | undefined> {
  const { rows } = await tx.query<{ landing_url: string }>('SELECT landing_url FROM creative WHERE creative_id = $1', [toRowId(creative)]);
  return rows[0]?.landing_url;
}
