import { assert } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { lockPeopleForWriting } from '../people/person-lock.ts';
import { deliveryKey, isBillable, type Delivery } from './delivery.ts';
import { insertRows, type Column } from './insert-rows.ts';

const key: ReadonlyArray<Column<Delivery>> = [
  ['campaign_id', 'uuid', (row) => row.slot.campaign],
  ['imp_id', 'uuid', (row) => row.slot.imp],
  ['kind', 'text', (row) => row.kind],
  ['ref', 'text', (row) => row.ref],
  ['bucket', 'timestamptz', (row) => new Date(row.bucket)],
  ['reason', 'smallint', (row) => row.reason],
  ['account_id', 'uuid', (row) => row.slot.account],
  ['ad_set_id', 'uuid', (row) => row.slot.adSet],
  ['ad_id', 'uuid', (row) => row.slot.ad],
  ['creative_id', 'uuid', (row) => row.slot.creative],
  ['content_id', 'uuid', (row) => row.slot.content],
  ['creator_id', 'uuid', (row) => row.slot.creator],
  ['decision_id', 'uuid', (row) => (row.recorded ? row.slot.decision : null)],
  ['placement', 'text', (row) => row.slot.placement],
  ['country', 'text', (row) => row.slot.country],
  ['occurred_at', 'timestamptz', (row) => new Date(row.occurredAt)],
  ['accepted_at', 'timestamptz', (row) => new Date(row.acceptedAt)],
];
const factColumns: ReadonlyArray<Column<Delivery>> = [
  ...key,
  ['device', 'text', (row) => row.slot.device],
  ['billable', 'boolean', isBillable],
  ['measurable', 'boolean', (row) => row.measurable ?? null],
];
const chargeColumns = (ruleVersion: number): ReadonlyArray<Column<Delivery>> => [
  ...key,
  ['currency', 'text', (row) => row.slot.currency],
  ['price_micros', 'bigint', (row) => (row.reason === 0 ? row.slot.priceMicros : 0n)],
  ['quoted_micros', 'bigint', (row) => row.slot.priceMicros],
  ['price_model', 'text', (row) => row.slot.billingEvent],
  ['rule_version', 'integer', () => ruleVersion],
  ['lease_id', 'uuid', (row) => row.slot.lease],
  ['ivt_state', 'text', (row) => row.ivtState],
  ['token_kid', 'text', (row) => row.tokenKid ?? null],
];
const once = 'ON CONFLICT DO NOTHING RETURNING campaign_id, imp_id, kind, ref';

type Key = { campaign_id: string; imp_id: string; kind: string; ref: string };

/** Stores beacons as facts, each once for ever; returns those that were new. Rows are taken in the order of their keys. */
export async function insertFacts(tx: Tx, deliveries: readonly Delivery[]): Promise<Delivery[]> {
  const rows = sorted(deliveries);
  return kept(rows, await insertRows<Delivery, Key>(tx, { table: 'delivery_fact', columns: factColumns, rows, suffix: once }));
}

/** Stores the charges of billable deliveries, each once for ever, at their quoted price or 0 with a reason; returns those that were new. */
export async function insertCharges(tx: Tx, deliveries: readonly Delivery[], ruleVersion: number): Promise<Delivery[]> {
  const rows = sorted(deliveries.filter(isBillable));
  return kept(rows, await insertRows<Delivery, Key>(tx, { table: 'charge', columns: chargeColumns(ruleVersion), rows, suffix: once }));
}

/** Sets charges whose budget was used up to price 0, reason 645; the database refuses it outside the transaction that stored them. */
export async function makeFree(tx: Tx, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const { rows } = await tx.query<{ freed: number }>('SELECT make_charges_free($1::uuid[], $2::uuid[], $3::text[]) AS freed', [
    deliveries.map((row) => row.slot.campaign),
    deliveries.map((row) => row.slot.imp),
    deliveries.map((row) => row.kind),
  ]);
  assert(rows[0]?.freed === deliveries.length, 'charges are made free by the transaction that stored them');
}

/**
 * Ties counted impressions, and paid charges, to the pseudonym their decision was made for, where the person consented; an erase takes
 * these rows.
 */
export async function insertViewers(tx: Tx, { shown, paid }: { shown: readonly Delivery[]; paid: readonly Delivery[] }): Promise<void> {
  if (shown.length === 0 && paid.length === 0) return;
  await lockPeopleForWriting(tx);
  const all = [...shown.map((row) => ({ row, isPaid: false })), ...paid.map((row) => ({ row, isPaid: true }))];
  await tx.query(
    `WITH known AS (SELECT u.imp_id, v.viewer_key, u.is_paid
       FROM unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS u(imp_id, decision_id, is_paid) JOIN decision v USING (decision_id)
       -- An erased person is nobody.
       WHERE v.viewer_key <> '00000000-0000-0000-0000-000000000000' ORDER BY u.imp_id),
     paid AS (INSERT INTO charge_viewer (imp_id, viewer_key)
       SELECT imp_id, viewer_key FROM known WHERE is_paid ORDER BY imp_id ON CONFLICT DO NOTHING)
     INSERT INTO delivery_viewer (imp_id, viewer_key)
       SELECT imp_id, viewer_key FROM known WHERE NOT is_paid ORDER BY imp_id ON CONFLICT DO NOTHING`,
    [all.map(({ row }) => row.slot.imp), all.map(({ row }) => row.slot.decision), all.map(({ isPaid }) => isPaid)],
  );
}

function sorted(deliveries: readonly Delivery[]): Delivery[] {
  return [...deliveries].sort((a, b) => (deliveryKey(a) < deliveryKey(b) ? -1 : 1));
}

function kept(rows: readonly Delivery[], returned: readonly Key[]): Delivery[] {
  const fresh = new Set(returned.map((row) => `${row.campaign_id} ${row.imp_id} ${row.kind} ${row.ref}`));
  return rows.filter((row) => fresh.has(deliveryKey(row)));
}
