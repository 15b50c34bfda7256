import type { QuarantineReason } from '@flywheel/events';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An event to set aside. Without `digest` it can not be recognised again; without `payload` it can not be replayed. */
export type SetAside = {
  /** Row id of the batch that it came in. */
  readonly batch: string;
  readonly source: string;
  readonly receivedAt: Instant;
  readonly stage: string;
  readonly reason: QuarantineReason;
  readonly field: string | null;
  readonly event: string | null;
  readonly payload: string | null;
  readonly digest: string | null;
};

/** Sets events aside; one that already waits (same id and payload) is left alone. Returns `event/digest` of the rows that are new. */
export async function setAside(tx: Tx, rows: readonly SetAside[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const column = <T>(pick: (row: SetAside) => T): T[] => rows.map(pick);
  const inserted = await tx.query<{ event_id: string | null; digest: string | null }>(insert, [
    column((row) => row.batch),
    column((row) => row.source),
    column((row) => new Date(row.receivedAt)),
    column((row) => row.stage),
    column((row) => row.reason),
    column((row) => row.field),
    column((row) => row.event),
    column((row) => row.payload),
    column((row) => row.digest),
  ]);
  return new Set(inserted.rows.flatMap((row) => (row.event_id !== null && row.digest !== null ? [`${row.event_id}/${row.digest}`] : [])));
}

const insert = `
INSERT INTO quarantine (batch_id, source, received_at, stage, reason, field, event_id, raw, digest)
SELECT batch, source, received_at, stage, reason, field, event, payload::jsonb, decode(digest, 'hex')
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
       AS q(batch, source, received_at, stage, reason, field, event, payload, digest)
 ORDER BY event, digest
ON CONFLICT (event_id, digest) DO NOTHING
RETURNING event_id, encode(digest, 'hex') AS digest
`;
