import { micros, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { insertRows, type Column } from '../charges/insert-rows.ts';

/** The charges of one campaign in one bucket, counted and hashed by the database. Ids are row ids. */
export type SealedBatch = {
  bucket: Instant;
  campaign: string;
  account: string;
  funding: 'prepaid' | 'postpaid';
  currency: string;
  rows: number;
  amountMicros: Micros;
  sha256: string;
  ruleVersion: number;
};

/** A part of a batch with one set of report dimensions. */
export type Slice = {
  bucket: Instant;
  campaign: string;
  creator: string | null;
  content: string | null;
  placement: string;
  creative: string;
  country: string | null;
  currency: string;
  rows: number;
  amountMicros: Micros;
};

/** The first minute that holds a charge or a fact; undefined while there is none. */
export async function firstBucket(tx: Tx): Promise<Instant | undefined> {
  const { rows } = await tx.query<{ bucket: Date | null }>(
    'SELECT least((SELECT min(bucket) FROM charge), (SELECT min(bucket) FROM delivery_fact)) AS bucket',
  );
  return rows[0]?.bucket?.getTime();
}

/** The bucket of the span's n-th charge in the order of buckets; undefined where there are no more than so many. */
export async function bucketOfCharge(tx: Tx, span: { from: Instant; until: Instant; nth: number }): Promise<Instant | undefined> {
  const { rows } = await tx.query<{ bucket: Date }>(
    'SELECT bucket FROM charge WHERE bucket >= $1 AND bucket < $2 ORDER BY bucket OFFSET $3 LIMIT 1',
    [new Date(span.from), new Date(span.until), span.nth],
  );
  return rows[0]?.bucket.getTime();
}

/**
 * Counts and hashes the charges of every bucket of the span, by campaign. Members are taken in the order of their keys; those of a batch
 * with more than one part (`batch_sha256`) by themselves, so that no hash needs more memory than a part. `slices` are the span's.
 */
export async function readBatches(tx: Tx, span: { from: Instant; until: Instant }, slices: readonly Slice[]): Promise<SealedBatch[]> {
  const large = largeBatches(slices);
  const { rows } = await tx.query<BatchRow>(
    `SELECT c.bucket, c.campaign_id, c.account_id, c.currency, count(*)::int AS rows, sum(price_micros)::bigint AS amount_micros,
       max(rule_version) AS rule_version,
       coalesce((SELECT funding FROM campaign WHERE campaign_id = c.campaign_id), 'prepaid') AS funding,
       encode(CASE WHEN alone.bucket IS NULL
         THEN sha256(string_agg(charge_preimage(c), ''::bytea ORDER BY imp_id, kind, ref) FILTER (WHERE alone.bucket IS NULL))
         ELSE batch_sha256(c.bucket, c.campaign_id, 2::smallint) END, 'hex') AS sha256
     FROM charge c LEFT JOIN unnest($3::timestamptz[], $4::uuid[]) AS alone(bucket, campaign_id)
       ON alone.bucket = c.bucket AND alone.campaign_id = c.campaign_id
     WHERE c.bucket >= $1 AND c.bucket < $2
     GROUP BY c.bucket, c.campaign_id, c.account_id, c.currency, alone.bucket ORDER BY c.bucket, c.campaign_id`,
    [new Date(span.from), new Date(span.until), large.map(({ bucket }) => new Date(bucket)), large.map(({ campaign }) => campaign)],
  );
  return rows.map((row) => ({
    bucket: row.bucket.getTime(),
    campaign: row.campaign_id,
    account: row.account_id,
    funding: row.funding,
    currency: row.currency,
    rows: row.rows,
    amountMicros: micros(row.amount_micros),
    sha256: row.sha256,
    ruleVersion: row.rule_version,
  }));
}

/** The slices of the span's batches, in the same order. */
export async function readSlices(tx: Tx, from: Instant, until: Instant): Promise<Slice[]> {
  const { rows } = await tx.query<SliceRow>(
    `SELECT bucket, campaign_id, creator_id, content_id, placement, creative_id, country, currency,
       count(*)::int AS rows, sum(price_micros)::bigint AS amount_micros
     FROM charge WHERE bucket >= $1 AND bucket < $2
     GROUP BY bucket, campaign_id, creator_id, content_id, placement, creative_id, country, currency
     ORDER BY bucket, campaign_id, creator_id, content_id, placement, creative_id, country`,
    [new Date(from), new Date(until)],
  );
  return rows.map((row) => ({
    bucket: row.bucket.getTime(),
    campaign: row.campaign_id,
    creator: row.creator_id,
    content: row.content_id,
    placement: row.placement,
    creative: row.creative_id,
    country: row.country,
    currency: row.currency,
    rows: row.rows,
    amountMicros: micros(row.amount_micros),
  }));
}

const mostRowsAtOnce = 250_000;

/** Batches of more members than one part of a hash. */
function largeBatches(slices: readonly Slice[]): Array<{ bucket: Instant; campaign: string }> {
  const rows = new Map<string, { bucket: Instant; campaign: string; rows: number }>();
  for (const { bucket, campaign, rows: n } of slices) {
    const key = `${bucket} ${campaign}`;
    rows.set(key, { bucket, campaign, rows: (rows.get(key)?.rows ?? 0) + n });
  }
  return [...rows.values()].filter((each) => each.rows > mostRowsAtOnce);
}

/** Stores batches with their shares and entries (null where nothing was charged). */
export async function insertBatches(
  tx: Tx,
  batches: ReadonlyArray<SealedBatch & { shareMicros: Micros; entry: string | null }>,
): Promise<void> {
  const columns: ReadonlyArray<Column<(typeof batches)[number]>> = [
    ['bucket', 'timestamptz', (row) => new Date(row.bucket)],
    ['campaign_id', 'uuid', (row) => row.campaign],
    ['account_id', 'uuid', (row) => row.account],
    ['currency', 'text', (row) => row.currency],
    ['rows', 'integer', (row) => row.rows],
    ['amount_micros', 'bigint', (row) => row.amountMicros],
    ['share_micros', 'bigint', (row) => row.shareMicros],
    ['sha256', 'bytea', (row) => Buffer.from(row.sha256, 'hex')],
    ['entry_id', 'uuid', (row) => row.entry],
  ];
  await insertRows(tx, { table: 'batch', columns, rows: batches });
}

/** Stores slices with the creator's share of each. */
export async function insertSlices(tx: Tx, slices: ReadonlyArray<Slice & { shareMicros: Micros }>): Promise<void> {
  const columns: ReadonlyArray<Column<(typeof slices)[number]>> = [
    ['bucket', 'timestamptz', (row) => new Date(row.bucket)],
    ['campaign_id', 'uuid', (row) => row.campaign],
    ['creator_id', 'uuid', (row) => row.creator],
    ['content_id', 'uuid', (row) => row.content],
    ['placement', 'text', (row) => row.placement],
    ['creative_id', 'uuid', (row) => row.creative],
    ['country', 'text', (row) => row.country],
    ['currency', 'text', (row) => row.currency],
    ['rows', 'integer', (row) => row.rows],
    ['amount_micros', 'bigint', (row) => row.amountMicros],
    ['share_micros', 'bigint', (row) => row.shareMicros],
  ];
  await insertRows(tx, { table: 'batch_slice', columns, rows: slices });
}

/** Marks every minute of the span as sealed, empty ones too, in one statement. Its batches must stand already. */
export async function insertSealedBuckets(tx: Tx, options: { from: Instant; until: Instant; now: Instant }): Promise<void> {
  await tx.query(
    `INSERT INTO sealed_bucket (bucket, sealed_at, rows, amount_micros)
     SELECT minute, $3, coalesce(b.rows, 0), coalesce(b.amount_micros, 0)
     FROM generate_series($1::timestamptz, $2::timestamptz - interval '1 minute', interval '1 minute') AS minute
     LEFT JOIN (SELECT bucket, sum(rows)::int AS rows, sum(amount_micros)::bigint AS amount_micros FROM batch
                WHERE bucket >= $1 AND bucket < $2 AND gen = 0 GROUP BY bucket) b ON b.bucket = minute`,
    [new Date(options.from), new Date(options.until), new Date(options.now)],
  );
}

type BatchRow = {
  funding: 'prepaid' | 'postpaid';
  bucket: Date;
  campaign_id: string;
  account_id: string;
  currency: string;
  rows: number;
  amount_micros: bigint;
  rule_version: number;
  sha256: string;
};
type SliceRow = {
  bucket: Date;
  campaign_id: string;
  creator_id: string | null;
  content_id: string | null;
  placement: string;
  creative_id: string;
  country: string | null;
  currency: string;
  rows: number;
  amount_micros: bigint;
};
