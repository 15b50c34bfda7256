import type { Tx } from '@flywheel/runtime';

/** An effect that waits: `id` is the row, `attempts` how many times it was given up before. */
export type WaitingEffect = { readonly id: string; readonly topic: string; readonly payload: unknown; readonly attempts: number };

/** An effect that was given up: nothing tries it again until it is replayed. */
export type DeadLetter = {
  readonly id: string;
  readonly topic: string;
  readonly error: string;
  readonly createdAt: Date;
  readonly attempts: number;
};

const batchLimit = 500;
// A queue that lost its memory gets the effect again after this long; the queue's own job id drops the copy when it did not.
const handedOverFor = '30 seconds';

/** Marks up to 500 waiting effects as handed over and returns them; two processes never get the same one at once. */
export async function takeOutbox(tx: Tx): Promise<WaitingEffect[]> {
  const { rows } = await tx.query<{ outbox_id: bigint; topic: string; payload: unknown; attempts: number }>(
    `UPDATE outbox SET enqueued_at = clock_timestamp()
      WHERE outbox_id IN (
        SELECT outbox_id FROM outbox
         WHERE done_at IS NULL AND next_at <= clock_timestamp()
           AND (enqueued_at IS NULL OR enqueued_at < clock_timestamp() - interval '${handedOverFor}')
         ORDER BY outbox_id LIMIT ${batchLimit} FOR UPDATE SKIP LOCKED)
      RETURNING outbox_id, topic, payload, attempts`,
  );
  return rows
    .map((row) => ({ id: String(row.outbox_id), topic: row.topic, payload: row.payload, attempts: row.attempts }))
    .sort((a, b) => Number(a.id) - Number(b.id));
}

/** Marks an effect as done. Call it in the effect's own transaction. Returns false when it was done before. */
export async function finishOutbox(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE outbox SET done_at = clock_timestamp(), last_error = NULL WHERE outbox_id = $1 AND done_at IS NULL',
    [id],
  );
  return rowCount === 1;
}

/** Whether an effect still waits to be done: a copy that comes late is skipped. */
export async function isWaiting(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT 1 FROM outbox WHERE outbox_id = $1 AND done_at IS NULL', [id]);
  return rowCount === 1;
}

/** Gives an effect up: it stays, with its error, until `replayDeadLetters`. */
export async function giveUpOutbox(tx: Tx, id: string, error: string): Promise<void> {
  await tx.query(
    `UPDATE outbox SET attempts = attempts + 1, next_at = 'infinity', last_error = left($2, 2000) WHERE outbox_id = $1 AND done_at IS NULL`,
    [id, error],
  );
}

/** How many effects wait to be done, and for how long the oldest has; those that were given up are not counted. */
export async function countWaiting(tx: Tx): Promise<{ waiting: number; oldestWaitingSeconds: number | null }> {
  const { rows } = await tx.query<{ waiting: number; oldest: number | null }>(
    `SELECT count(*)::int AS waiting, extract(epoch FROM clock_timestamp() - min(created_at))::float8 AS oldest
       FROM outbox WHERE done_at IS NULL AND next_at < 'infinity'`,
  );
  return { waiting: rows[0]?.waiting ?? 0, oldestWaitingSeconds: rows[0]?.oldest ?? null };
}

/** Effects that were given up, oldest first, at most `limit`. */
export async function listDeadLetters(tx: Tx, limit: number): Promise<DeadLetter[]> {
  const { rows } = await tx.query<{ outbox_id: bigint; topic: string; last_error: string | null; created_at: Date; attempts: number }>(
    `SELECT outbox_id, topic, last_error, created_at, attempts FROM outbox
      WHERE done_at IS NULL AND next_at = 'infinity' ORDER BY outbox_id LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({
    id: String(row.outbox_id),
    topic: row.topic,
    error: row.last_error ?? '',
    createdAt: row.created_at,
    attempts: row.attempts,
  }));
}

/** Lets every effect that was given up be tried again; returns how many. */
export async function replayDeadLetters(tx: Tx): Promise<number> {
  const { rowCount } = await tx.query(
    `UPDATE outbox SET next_at = clock_timestamp(), enqueued_at = NULL WHERE done_at IS NULL AND next_at = 'infinity'`,
  );
  return rowCount;
}

/** The outbox of one database, as the queue wants it. */
export function openOutbox(pool: Tx): {
  take(): Promise<WaitingEffect[]>;
  isWaiting(id: string): Promise<boolean>;
  finish(id: string, tx?: Tx): Promise<void>;
  giveUp(id: string, error: string): Promise<void>;
} {
  return {
    take: () => takeOutbox(pool),
    isWaiting: (id) => isWaiting(pool, id),
    finish: async (id, tx) => void (await finishOutbox(tx ?? pool, id)),
    giveUp: (id, error) => giveUpOutbox(pool, id, error),
  };
}
