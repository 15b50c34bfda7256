import { toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { DecisionRecord, DecisionSlot } from './decision-record.ts';

/** Writes any number of records with their viewers and slots, three statements in all. A record that is there already stays as it is. */
export async function insertDecisions(tx: Tx, records: readonly DecisionRecord[]): Promise<void> {
  await tx.query(
    `INSERT INTO decision (decision_id, decided_at, config_version, model_version, seed, request, results, took_us)
     SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[], $8::integer[])
     ON CONFLICT DO NOTHING`,
    [
      records.map((each) => toRowId(each.decision)),
      records.map((each) => new Date(each.decidedAt)),
      records.map((each) => each.configVersion),
      records.map((each) => each.modelVersion),
      records.map((each) => each.seed),
      records.map((each) => JSON.stringify(each.request)),
      records.map((each) => JSON.stringify(each.results)),
      records.map((each) => each.tookUs ?? null),
    ],
  );
  await insertViewers(tx, records);
  await insertSlots(
    tx,
    records.flatMap((record) => record.slots.map((slot) => ({ record, slot }))),
  );
}

async function insertViewers(tx: Tx, records: readonly DecisionRecord[]): Promise<void> {
  const known = records.flatMap(({ decision, viewer }) => (viewer ? [{ decision, ...viewer }] : []));
  if (known.length === 0) return;
  await tx.query(
    `INSERT INTO decision_viewer (decision_id, viewer_key, purposes, segments)
     SELECT d, v, p::text[], s::uuid[] FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS u(d, v, p, s) ON CONFLICT DO NOTHING`,
    [
      known.map((each) => toRowId(each.decision)),
      known.map((each) => toRowId(each.viewer)),
      // Lists of different lengths do not fit one array parameter: each travels as the text of an array.
      known.map((each) => `{${each.purposes.join(',')}}`),
      known.map((each) => `{${each.segments.map(toRowId).join(',')}}`),
    ],
  );
}

type Line = { record: DecisionRecord; slot: DecisionSlot };

async function insertSlots(tx: Tx, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return;
  const columns: Array<[type: string, value: (line: Line) => unknown]> = [
    ['uuid', ({ slot }) => toRowId(slot.imp)],
    ['uuid', ({ record }) => toRowId(record.decision)],
    ['timestamptz', ({ record }) => new Date(record.decidedAt)],
    ['text', ({ slot }) => slot.placement],
    ['uuid', ({ slot }) => toRowId(slot.account)],
    ['uuid', ({ slot }) => toRowId(slot.campaign)],
    ['integer', ({ slot }) => slot.campaignVersion],
    ['uuid', ({ slot }) => toRowId(slot.adSet)],
    ['uuid', ({ slot }) => toRowId(slot.ad)],
    ['uuid', ({ slot }) => toRowId(slot.creative)],
    ['uuid', ({ slot }) => optionalRowId(slot.content)],
    ['uuid', ({ slot }) => optionalRowId(slot.creator)],
    ['text', ({ slot }) => slot.country ?? null],
    ['text', ({ slot }) => slot.device ?? null],
    ['text', ({ slot }) => slot.billingEvent],
    ['text', ({ slot }) => slot.currency],
    ['bigint', ({ slot }) => slot.bidMicros],
    ['bigint', ({ slot }) => slot.priceMicros],
    ['bigint', ({ slot }) => slot.clickPpb],
    ['uuid', ({ slot }) => toRowId(slot.lease)],
    ['timestamptz', ({ slot }) => new Date(slot.expiresAt)],
  ];
  await tx.query(
    `INSERT INTO decision_slot (imp_id, decision_id, decided_at, placement, account_id, campaign_id, campaign_version, ad_set_id, ad_id,
       creative_id, content_id, creator_id, country, device, billing_event, currency, bid_micros, price_micros,
       click_ppb, lease_id, expires_at)
     SELECT * FROM unnest(${columns.map(([type], at) => `$${at + 1}::${type}[]`).join(', ')}) ON CONFLICT DO NOTHING`,
    columns.map(([, value]) => lines.map(value)),
  );
}

function optionalRowId(id: Id<'cnt'> | Id<'crt'> | undefined): string | null {
  return id === undefined ? null : toRowId(id);
}
