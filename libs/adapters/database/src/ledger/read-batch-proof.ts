import { fromRowId, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** The batch behind an entry, and whether its charges still give the hash that was sealed. */
export type BatchProof = {
  bucket: Instant;
  campaign: Id<'cmp'>;
  gen: number;
  rows: number;
  amountMicros: Micros;
  shareMicros: Micros;
  sha256: string;
  hashHolds: boolean;
};

/** Reads the batch that an entry booked and hashes its charges anew; undefined for an entry that booked none. */
export async function readBatchProof(tx: Tx, entry: Id<'ent'>): Promise<BatchProof | undefined> {
  const { rows } = await tx.query<Row>(
    `SELECT b.bucket, b.campaign_id, b.gen, b.rows, b.amount_micros, b.share_micros, encode(b.sha256, 'hex') AS sha256,
       b.sha256 = batch_sha256(b.bucket, b.campaign_id, b.hash_version) AS holds
     FROM batch b WHERE b.entry_id = $1`,
    [toRowId(entry)],
  );
  const [row] = rows;
  if (!row) return undefined;
  return {
    bucket: row.bucket.getTime(),
    campaign: fromRowId('cmp', row.campaign_id),
    gen: row.gen,
    rows: row.rows,
    amountMicros: micros(row.amount_micros),
    shareMicros: micros(row.share_micros),
    sha256: row.sha256,
    hashHolds: row.holds === true,
  };
}

type Row = {
  bucket: Date;
  campaign_id: string;
  gen: number;
  rows: number;
  amount_micros: bigint;
  share_micros: bigint;
  sha256: string;
  holds: boolean | null;
};
