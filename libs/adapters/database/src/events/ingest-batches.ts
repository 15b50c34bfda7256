import { assert, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What became of one batch: received = stored + quarantined + duplicate. */
export type BatchCounts = { readonly received: number; readonly stored: number; readonly quarantined: number; readonly duplicate: number };

/** A batch as it was accepted. */
export type IngestBatch = BatchCounts & { readonly id: string; readonly source: string; readonly acceptedAt: Instant };

/** Writes the count identity beside the rows it counts, in their transaction. */
export async function recordBatches(tx: Tx, batches: readonly IngestBatch[]): Promise<void> {
  for (const batch of batches)
    assert(batch.received === batch.stored + batch.quarantined + batch.duplicate, 'received = stored + quarantined + duplicate');
  const column = <T>(pick: (batch: IngestBatch) => T): T[] => batches.map(pick);
  await tx.query(
    `INSERT INTO ingest_batch (batch_id, source, accepted_at, received, stored, quarantined, duplicate)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::int[], $7::int[])`,
    [
      column((batch) => batch.id),
      column((batch) => batch.source),
      column((batch) => new Date(batch.acceptedAt)),
      column((batch) => batch.received),
      column((batch) => batch.stored),
      column((batch) => batch.quarantined),
      column((batch) => batch.duplicate),
    ],
  );
}

/** Sums of a source in one minute (or over the whole day, `minute` null). */
export type SourceCounts = BatchCounts & {
  readonly source: string;
  readonly minute: Date | null;
  readonly lastAt: Date;
  /** Clicks that could not be stored, and beacons whose decision never came: beside the identity. */
  readonly unrecorded: number;
};

/** Sums per source since `dayStart`, and per source and minute since `hourStart`. */
export async function sumBatches(tx: Tx, dayStart: Instant, hourStart: Instant): Promise<SourceCounts[]> {
  const sums = `sum(received)::int AS received, sum(stored)::int AS stored, sum(quarantined)::int AS quarantined,
                sum(duplicate)::int AS duplicate, sum(unrecorded)::int AS unrecorded, max(accepted_at) AS "lastAt"`;
  const { rows } = await tx.query<SourceCounts>(
    `SELECT source, NULL::timestamptz AS minute, ${sums} FROM ingest_batch WHERE accepted_at >= $1 GROUP BY source
     UNION ALL
     SELECT source, date_trunc('minute', accepted_at) AS minute, ${sums} FROM ingest_batch WHERE accepted_at >= $2 GROUP BY source, 2
     ORDER BY source, minute NULLS FIRST`,
    [new Date(dayStart), new Date(hourStart)],
  );
  return rows;
}
