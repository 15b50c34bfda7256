import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/**
 * How a group of beacons ended; received = stored + quarantined + duplicate, or the database refuses the row. `unrecorded`: clicks before
 * it that could not be stored.
 */
export type BeaconCount = {
  batch: Id<'bat'>;
  acceptedAt: Instant;
  received: number;
  stored: number;
  forged: number;
  duplicate: number;
  unrecorded: number;
};

/** Counts a group in the transaction that stored it. A forged beacon leaves a quarantine row without its body: it proves nothing. */
export async function countBeacons(tx: Tx, count: BeaconCount): Promise<void> {
  const [batch, at] = [toRowId(count.batch), new Date(count.acceptedAt)];
  await tx.query(
    `INSERT INTO ingest_batch (batch_id, source, accepted_at, received, stored, quarantined, duplicate, unrecorded)
      VALUES ($1, 'beacon', $2, $3, $4, $5, $6, $7)`,
    [batch, at, count.received, count.stored, count.forged, count.duplicate, count.unrecorded],
  );
  if (count.forged === 0) return;
  await tx.query(
    `INSERT INTO quarantine (batch_id, source, stage, reason, received_at)
     SELECT $1, 'beacon', 'beacon', 'signature', $2 FROM generate_series(1, $3::int)`,
    [batch, at, count.forged],
  );
}

/** Counts beacons whose decision was never recorded, at the moment they were given up; they were received before. */
export async function countUnrecorded(tx: Tx, unrecorded: number, at: Instant): Promise<void> {
  await tx.query(
    `INSERT INTO ingest_batch (batch_id, source, accepted_at, received, stored, quarantined, duplicate, unrecorded)
     VALUES (gen_random_uuid(), 'beacon', $1, 0, 0, 0, 0, $2)`,
    [new Date(at), unrecorded],
  );
}
