import { fromRowId, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A grant of credit and what became of it; what is neither left nor taken back is set aside for campaigns or spent. */
export type StoredGrant = {
  entry: Id<'ent'>;
  account: Id<'acc'>;
  lot: string;
  currency: string;
  grantedMicros: Micros;
  leftMicros: Micros;
  takenBackMicros: Micros;
  reason: string | null;
  grantedAt: Instant;
  expiresAt: Instant | undefined;
};

type Row = {
  entry_id: string;
  account: Id<'acc'>;
  lot: string;
  currency: string;
  granted: bigint;
  left_over: bigint;
  taken_back: bigint;
  reason: string | null;
  recorded_at: Date;
  expires_at: Date | null;
};

/** Which grants: of one account or of every one; or the one that `entry` gave. */
export type GrantsWanted = { account?: Id<'acc'> | undefined; entry?: Id<'ent'> | undefined };

/** Grants newest first; at most 200. */
export async function listGrants(tx: Tx, { account, entry }: GrantsWanted = {}): Promise<StoredGrant[]> {
  const { rows } = await tx.query<Row>(
    `SELECT e.entry_id, split_part(b.account, ':', 2) AS account, e.meta ->> 'lot' AS lot, b.currency::text, -p.amount_micros AS granted,
       -b.balance_micros AS left_over, back.amount AS taken_back, e.reason, e.recorded_at,
       (e.meta ->> 'expiresAt')::timestamptz AS expires_at
     FROM books.balance b JOIN books.posting p ON p.account = b.account AND p.currency = b.currency JOIN books.entry e USING (entry_id)
     CROSS JOIN LATERAL (SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM books.posting x JOIN books.entry o USING (entry_id)
       WHERE x.account = b.account AND x.currency = b.currency AND o.kind IN ('promo-expiry', 'reversal')) back
     WHERE left(b.account, 5) = '2015:' AND ($1::text IS NULL OR split_part(b.account, ':', 2) = $1)
       AND e.kind IN ('promo-grant', 'make-good') AND ($2::uuid IS NULL OR e.entry_id = $2)
     ORDER BY e.recorded_at DESC, e.entry_id DESC LIMIT 200`,
    [account ?? null, entry === undefined ? null : toRowId(entry)],
  );
  return rows.map(toStored);
}

function toStored(row: Row): StoredGrant {
  return {
    entry: fromRowId('ent', row.entry_id),
    account: row.account,
    lot: row.lot,
    currency: row.currency,
    grantedMicros: micros(row.granted),
    leftMicros: micros(row.left_over),
    takenBackMicros: micros(row.taken_back),
    reason: row.reason,
    grantedAt: row.recorded_at.getTime(),
    expiresAt: row.expires_at?.getTime(),
  };
}
