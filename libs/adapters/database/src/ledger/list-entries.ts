import { fromRowId, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An entry as it stands in the books. */
export type EntryRow = {
  entry: Id<'ent'>;
  key: string;
  kind: string;
  effectiveOn: string;
  recordedAt: Instant;
  actor: string;
  reason: string | null;
  relatesTo: Id<'ent'> | null;
  ruleVersion: number | null;
  meta: Record<string, string>;
  postings: Array<{ account: string; currency: string; amountMicros: Micros }>;
};

/** Which entries: of an account or a whole code, of a kind, of days (both included), before an entry in the order of the list. */
export type EntryFilter = {
  account?: string | undefined;
  kind?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  after?: Id<'ent'> | undefined;
  entry?: Id<'ent'> | undefined;
  limit: number;
};

/** Entries, newest accounting moment first. */
export async function listEntries(tx: Tx, filter: EntryFilter): Promise<EntryRow[]> {
  const { rows } = await tx.query<Row>(
    `SELECT e.entry_id, e.key, e.kind, e.effective_at::text, e.recorded_at, e.actor, e.reason, e.relates_to, e.rule_version, e.meta,
       (SELECT jsonb_agg(jsonb_build_array(p.account, p.currency, p.amount_micros::text) ORDER BY p.line)
        FROM books.posting p WHERE p.entry_id = e.entry_id) AS postings
     FROM books.entry e
     WHERE ($1::text IS NULL OR EXISTS (SELECT 1 FROM books.posting p WHERE p.entry_id = e.entry_id
       AND (p.account = $1 OR left(p.account, 5) = $1 || ':')))
       AND ($2::text IS NULL OR e.kind = $2) AND ($3::date IS NULL OR e.effective_at >= $3) AND ($4::date IS NULL OR e.effective_at <= $4)
       AND ($5::uuid IS NULL OR e.entry_id < $5) AND ($6::uuid IS NULL OR e.entry_id = $6)
     ORDER BY e.entry_id DESC LIMIT $7`,
    [
      filter.account ?? null,
      filter.kind ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.after ? toRowId(filter.after) : null,
      filter.entry ? toRowId(filter.entry) : null,
      filter.limit,
    ],
  );
  return rows.map(toEntry);
}

type Row = {
  entry_id: string;
  key: string;
  kind: string;
  effective_at: string;
  recorded_at: Date;
  actor: string;
  reason: string | null;
  relates_to: string | null;
  rule_version: number | null;
  meta: Record<string, string>;
  postings: Array<[string, string, string]>;
};

function toEntry(row: Row): EntryRow {
  return {
    entry: fromRowId('ent', row.entry_id),
    key: row.key,
    kind: row.kind,
    effectiveOn: row.effective_at,
    recordedAt: row.recorded_at.getTime(),
    actor: row.actor,
    reason: row.reason,
    relatesTo: row.relates_to === null ? null : fromRowId('ent', row.relates_to),
    ruleVersion: row.rule_version,
    meta: row.meta,
    postings: row.postings.map(([account, currency, amount]) => ({ account, currency, amountMicros: micros(BigInt(amount)) })),
  };
}
