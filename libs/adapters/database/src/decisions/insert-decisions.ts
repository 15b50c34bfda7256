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
  const columns: Array<[name: string, type: string, value: (line: Line) => unknown]> = [
    ['imp_id', 'uuid', ({ slot }) => toRowId(slot.imp)],
    ['decision_id', 'uuid', ({ record }) => toRowId(record.decision)],
    ['decided_at', 'timestamptz', ({ record }) => new Date(record.decidedAt)],
    ['placement', 'text', ({ slot }) => slot.placement],
    ['account_id', 'uuid', ({ slot }) => toRowId(slot.account)],
    ['campaign_id', 'uuid', ({ slot }) => toRowId(slot.campaign)],
    ['campaign_version', 'integer', ({ slot }) => slot.campaignVersion],
    ['ad_set_id', 'uuid', ({ slot }) => toRowId(slot.adSet)],
    ['ad_id', 'uuid', ({ slot }) => toRowId(slot.ad)],
    ['creative_id', 'uuid', ({ slot }) => toRowId(slot.creative)],
    ['content_id', 'uuid', ({ slot }) => optionalRowId(slot.content)],
    ['creator_id', 'uuid', ({ slot }) => optionalRowId(slot.creator)],
    ['country', 'text', ({ slot }) => slot.country ?? null],
    ['device', 'text', ({ slot }) => slot.device ?? null],
    ['billing_event', 'text', ({ slot }) => slot.billingEvent],
    ['currency', 'text', ({ slot }) => slot.currency],
    ['bid_micros', 'bigint', ({ slot }) => slot.bidMicros],
    ['price_micros', 'bigint', ({ slot }) => slot.priceMicros],
    ['click_ppb', 'bigint', ({ slot }) => slot.clickPpb],
    ['lease_id', 'uuid', ({ slot }) => toRowId(slot.lease)],
    ['expires_at', 'timestamptz', ({ slot }) => new Date(slot.expiresAt)],
  ];
  const names = columns.map(([name]) => name);
  const found: Record<string, string> = {
    content_id: 'coalesce(u.content_id, c.content_id)',
    creator_id: 'coalesce(u.creator_id, c.creator_id)',
  };
  const arrays = [...columns, ['new_content', 'text', ({ slot }: Line) => slot.newContent ?? null] as const];
  await tx.query(
    `INSERT INTO decision_slot (${names.join(', ')})
     SELECT ${names.map((name) => found[name] ?? `u.${name}`).join(', ')}
     FROM unnest(${arrays.map(([, type], at) => `$${at + 1}::${type}[]`).join(', ')}) AS u(${arrays.map(([name]) => name).join(', ')})
     LEFT JOIN content c ON c.platform_id = u.new_content
     ON CONFLICT DO NOTHING`,
    arrays.map(([, , value]) => lines.map(value)),
  );
}

function optionalRowId(id: Id<'cnt'> | Id<'crt'> | undefined): string | null {
  return id === undefined ? null : toRowId(id);
}
