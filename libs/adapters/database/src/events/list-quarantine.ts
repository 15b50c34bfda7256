import type { QuarantineReason } from '@flywheel/events';
import type { Tx } from '@flywheel/runtime';

/** A row of the quarantine as an operator sees it. */
export type QuarantineEntry = {
  readonly id: string;
  readonly source: string;
  readonly stage: string;
  readonly reason: QuarantineReason;
  readonly field: string | null;
  readonly event: string | null;
  readonly payload: unknown;
  readonly receivedAt: Date;
  readonly attempts: number;
  readonly replayedAt: Date | null;
  readonly replayOutcome: string | null;
};

/** A row waits until it is replayed; one without its event (no consent, too large) is final and never waits. */
const waits = 'replayed_at IS NULL AND raw IS NOT NULL';

/** The newest rows of one reason or all; `waiting` leaves out what was replayed or is final, `waiting: false` what waits. */
export async function listQuarantine(
  tx: Tx,
  filter: { reason?: QuarantineReason; waiting?: boolean; limit: number },
): Promise<QuarantineEntry[]> {
  const { rows } = await tx.query<QuarantineEntry>(
    `SELECT quarantine_id::text AS id, source, stage, reason, field, event_id AS event, raw AS payload,
            received_at AS "receivedAt", attempts, replayed_at AS "replayedAt", replay_outcome AS "replayOutcome"
       FROM quarantine
      WHERE ($1::text IS NULL OR reason = $1) AND ($2::boolean IS NULL OR (${waits}) = $2)
      ORDER BY quarantine_id DESC LIMIT $3`,
    [filter.reason ?? null, filter.waiting ?? null, filter.limit],
  );
  return rows;
}

/** How many rows wait for each reason, largest first. */
export async function countWaiting(tx: Tx): Promise<Array<{ reason: QuarantineReason; waiting: number }>> {
  const { rows } = await tx.query<{ reason: QuarantineReason; waiting: number }>(
    `SELECT reason, count(*)::int AS waiting FROM quarantine WHERE ${waits} GROUP BY reason ORDER BY waiting DESC, reason`,
  );
  return rows;
}

/** What waits for one reason: how many rows, and when the oldest and the newest came. */
export type WaitingSum = { readonly reason: QuarantineReason; readonly waiting: number; readonly oldest: Date; readonly newest: Date };

/** As `countWaiting`, with the ages. */
export async function sumWaiting(tx: Tx): Promise<WaitingSum[]> {
  const { rows } = await tx.query<WaitingSum>(
    `SELECT reason, count(*)::int AS waiting, min(received_at) AS oldest, max(received_at) AS newest
       FROM quarantine WHERE ${waits} GROUP BY reason ORDER BY waiting DESC, reason`,
  );
  return rows;
}
