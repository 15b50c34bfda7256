import { fromRowId, toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { BatchName } from './traced-cell.ts';

/** A stored batch and what its charges say today: counted, added up and hashed anew. */
export type CheckedBatch = BatchName & {
  readonly account: Id<'acc'>;
  readonly currency: string;
  readonly rows: number;
  readonly amountMicros: bigint;
  readonly shareMicros: bigint;
  readonly sha256: string;
  readonly entry: Id<'ent'> | null;
  /** The entry that undid this batch's, where one did. */
  readonly reversedBy: Id<'ent'> | null;
  /** Null where the charges were too many to read at once. */
  readonly found: FoundCharges | null;
};

/** What the charges of a batch give today. */
export type FoundCharges = {
  readonly rows: number;
  readonly amountMicros: bigint;
  readonly sha256: string | null;
  readonly ruleVersion: number | null;
};

/**
 * Reads those of the named batches that are stored and hashes their charges anew, in the order of their names. Hashing reads every charge:
 * where the batches hold more than `mostRows` together it is left out.
 */
export async function checkBatches(tx: Tx, names: readonly BatchName[], mostRows: number): Promise<CheckedBatch[]> {
  const { rows } = await tx.query<Row>(
    `WITH named AS (
       SELECT b.*, sum(rows) OVER () <= $4::bigint AS few
         FROM unnest($1::timestamptz[], $2::uuid[], $3::int[]) AS wanted(bucket, campaign_id, gen)
         JOIN batch b USING (bucket, campaign_id, gen))
     SELECT b.*, encode(b.sha256, 'hex') AS stored, undone.entry_id AS undone_by, f.*
       FROM named b
       CROSS JOIN LATERAL (
         SELECT count(*) AS found_rows, coalesce(sum(price_micros), 0)::bigint AS found_micros, max(rule_version) AS found_rule,
                CASE WHEN b.few THEN encode(batch_sha256(b.bucket, b.campaign_id, b.hash_version), 'hex') END AS found_sha256
           FROM charge c WHERE b.few AND c.bucket = b.bucket AND c.campaign_id = b.campaign_id) AS f
       LEFT JOIN LATERAL (
         SELECT entry_id FROM books.entry r WHERE r.relates_to = b.entry_id AND r.kind = 'reversal' LIMIT 1) AS undone ON true
      ORDER BY b.bucket, b.campaign_id, b.gen`,
    [names.map((name) => new Date(name.bucket)), names.map((name) => toRowId(name.campaign)), names.map((name) => name.gen), mostRows],
  );
  return rows.map((row) => ({
    bucket: row.bucket.getTime(),
    campaign: fromRowId('cmp', row.campaign_id),
    gen: row.gen,
    account: fromRowId('acc', row.account_id),
    currency: row.currency,
    rows: row.rows,
    amountMicros: row.amount_micros,
    shareMicros: row.share_micros,
    sha256: row.stored,
    entry: row.entry_id === null ? null : fromRowId('ent', row.entry_id),
    reversedBy: row.undone_by === null ? null : fromRowId('ent', row.undone_by),
    found: row.few ? foundIn(row) : null,
  }));
}

function foundIn(row: Row): FoundCharges {
  const { found_rows: rows, found_micros: amountMicros, found_sha256: sha256, found_rule: ruleVersion } = row;
  return { rows: Number(rows), amountMicros, sha256, ruleVersion };
}

/** How a minute that is not sealed yet stands: its charges so far; undefined where the campaign has none in it. */
export async function readOpenMinute(
  tx: Tx,
  name: BatchName,
): Promise<{ account: Id<'acc'>; currency: string; rows: number; amountMicros: bigint; ruleVersion: number } | undefined> {
  const { rows } = await tx.query<{ account_id: string; currency: string; n: bigint; amount: bigint; rule: number }>(
    `SELECT account_id, currency, count(*) AS n, sum(price_micros)::bigint AS amount, max(rule_version) AS rule
       FROM charge WHERE bucket = $1 AND campaign_id = $2 GROUP BY account_id, currency`,
    [new Date(name.bucket), toRowId(name.campaign)],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { currency, n, amount, rule } = row;
  return { account: fromRowId('acc', row.account_id), currency, rows: Number(n), amountMicros: amount, ruleVersion: rule };
}

/** The generations of a batch that are stored, first to last: more than one where it was reversed and posted again. */
export async function readGenerations(tx: Tx, name: { bucket: Instant; campaign: Id<'cmp'> }): Promise<number[]> {
  const { rows } = await tx.query<{ gen: number }>('SELECT gen FROM batch WHERE bucket = $1 AND campaign_id = $2 ORDER BY gen', [
    new Date(name.bucket),
    toRowId(name.campaign),
  ]);
  return rows.map(({ gen }) => gen);
}

type Row = {
  few: boolean;
  bucket: Date;
  campaign_id: string;
  gen: number;
  account_id: string;
  currency: string;
  rows: number;
  amount_micros: bigint;
  share_micros: bigint;
  stored: string;
  entry_id: string | null;
  undone_by: string | null;
  found_rows: bigint;
  found_micros: bigint;
  found_rule: number | null;
  found_sha256: string | null;
};
