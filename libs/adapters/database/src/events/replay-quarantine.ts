import type { QuarantineReason } from '@flywheel/events';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A row that may be tried again. */
export type Waiting = { readonly id: string; readonly reason: QuarantineReason; readonly payload: unknown };

/**
 * Up to `limit` rows after `after` that wait and still have their payload, oldest first, locked until commit. Without a reason, what was
 * set aside for its quality is left out: only a person can say that it is a person's.
 */
export async function takeWaiting(tx: Tx, filter: { reason?: QuarantineReason; after: string; limit: number }): Promise<Waiting[]> {
  const { rows } = await tx.query<Waiting>(
    `SELECT quarantine_id::text AS id, reason, raw AS payload FROM quarantine
      WHERE replayed_at IS NULL AND raw IS NOT NULL AND quarantine_id > $1 AND ($2::text IS NULL AND stage <> 'quality' OR reason = $2)
      ORDER BY quarantine_id LIMIT $3 FOR UPDATE SKIP LOCKED`,
    [filter.after, filter.reason ?? null, filter.limit],
  );
  return rows;
}

/** Rows that wait for ever: nothing of the event was kept. */
export async function countFinal(tx: Tx, reason: QuarantineReason | undefined): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM quarantine WHERE replayed_at IS NULL AND raw IS NULL AND ($1::text IS NULL OR reason = $1)`,
    [reason ?? null],
  );
  return rows[0]?.n ?? 0;
}

/** What a replay made of one row. `wiped`: consent is missing, so what was kept of the person goes. */
export type Replayed = {
  readonly id: string;
  readonly outcome: 'stored' | 'duplicate' | 'wiped' | 'still';
  readonly reason: string | null;
};

/** Writes down what a replay made of each row; `still` rows wait on under the reason they have now. */
export async function markReplayed(tx: Tx, rows: readonly Replayed[], now: Instant): Promise<void> {
  await tx.query(
    `UPDATE quarantine q
        SET attempts = attempts + 1,
            replayed_at = CASE WHEN r.outcome <> 'still' THEN $2::timestamptz END,
            replay_outcome = r.outcome,
            reason = coalesce(r.reason, q.reason),
            raw = CASE WHEN r.outcome <> 'wiped' THEN q.raw END,
            event_id = CASE WHEN r.outcome <> 'wiped' THEN q.event_id END,
            digest = CASE WHEN r.outcome <> 'wiped' THEN q.digest END
       FROM jsonb_to_recordset($1::jsonb) AS r(id bigint, outcome text, reason text)
      WHERE q.quarantine_id = r.id`,
    [JSON.stringify(rows), new Date(now)],
  );
}
