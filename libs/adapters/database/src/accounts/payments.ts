import { micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Money that an account paid: ahead (`top-up`), or of what it owed (`invoice-payment`). `reference` is the provider's event. */
export type StoredPayment = {
  entry: Id<'ent'>;
  kind: 'top-up' | 'invoice-payment';
  reference: string;
  currency: string;
  amountMicros: Micros;
  recordedAt: Instant;
  actor: string;
  /** The entry that took it back, and why. */
  takenBack: { entry: Id<'ent'>; reason: string } | undefined;
};

/** Payments of an account, newest first. */
export async function listPayments(tx: Tx, { account, limit }: { account: Id<'acc'>; limit: number }): Promise<StoredPayment[]> {
  const { rows } = await tx.query<Row>(`${select} ORDER BY e.entry_id DESC LIMIT $2`, [account, limit]);
  return rows.map(toStored);
}

/** One payment; undefined where the account has none with this entry. */
export async function readPayment(tx: Tx, account: Id<'acc'>, entry: Id<'ent'>): Promise<StoredPayment | undefined> {
  const { rows } = await tx.query<Row>(`${select} AND e.entry_id = $2`, [account, toRowId(entry)]);
  return rows.map(toStored)[0];
}

type Row = {
  entry: Id<'ent'>;
  kind: 'top-up' | 'invoice-payment';
  reference: string;
  currency: string;
  micros: bigint;
  recorded_at: Date;
  actor: string;
  taken_by: Id<'ent'> | null;
  reason: string | null;
};

const select = `
SELECT wire_id('ent', e.entry_id) AS entry, e.kind, substr(e.key, strpos(e.key, ':') + 1) AS reference, p.currency::text AS currency,
  -p.amount_micros AS micros, e.recorded_at, e.actor, wire_id('ent', r.entry_id) AS taken_by, r.reason
FROM books.posting p JOIN books.entry e USING (entry_id)
LEFT JOIN books.entry r ON r.relates_to = e.entry_id AND r.kind = 'reversal'
WHERE ((e.kind = 'top-up' AND p.account = '2010:' || $1) OR (e.kind = 'invoice-payment' AND p.account = '1100:' || $1))
  AND p.account IN ('2010:' || $1, '1100:' || $1)`;

function toStored({ taken_by, reason, recorded_at, micros: paid, ...row }: Row): StoredPayment {
  const takenBack = taken_by === null ? undefined : { entry: taken_by, reason: reason ?? '' };
  return { ...row, amountMicros: micros(paid), recordedAt: recorded_at.getTime(), takenBack };
}
