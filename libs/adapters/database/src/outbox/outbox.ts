import type { Tx } from '@flywheel/runtime';
import type { Database } from '../database.ts';

/** An effect that waits: `id` is the row, `attempts` how many times it was given up, `again` whether it was handed over before. */
export type WaitingEffect = {
  readonly id: string;
  readonly topic: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly again: boolean;
};

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

/** Marks up to 500 waiting effects as handed over and returns them; until `tx` ends, nobody else gets them. */
async function takeOutbox(tx: Tx): Promise<WaitingEffect[]> {
  const { rows } = await tx.query<{ outbox_id: bigint; topic: string; payload: unknown; attempts: number; again: boolean }>(
    `WITH due AS (
        SELECT outbox_id, enqueued_at IS NOT NULL AS again FROM outbox
         WHERE done_at IS NULL AND next_at <= clock_timestamp()
           AND (enqueued_at IS NULL OR enqueued_at < clock_timestamp() - interval '${handedOverFor}')
         ORDER BY outbox_id LIMIT ${batchLimit} FOR UPDATE SKIP LOCKED)
      UPDATE outbox o SET enqueued_at = clock_timestamp() FROM due WHERE o.outbox_id = due.outbox_id
      RETURNING o.outbox_id, o.topic, o.payload, o.attempts, due.again`,
  );
  return rows
    .map((row) => ({ id: String(row.outbox_id), topic: row.topic, payload: row.payload, attempts: row.attempts, again: row.again }))
    .sort((a, b) => Number(a.id) - Number(b.id));
}

/** Lets everything that was handed over and is not done be handed over again: the queue has lost its memory. */
async function takeBackOutbox(tx: Tx): Promise<void> {
  await tx.query(
    `UPDATE outbox SET enqueued_at = NULL WHERE outbox_id IN (
       SELECT outbox_id FROM outbox WHERE done_at IS NULL AND enqueued_at IS NOT NULL ORDER BY outbox_id FOR UPDATE SKIP LOCKED)`,
  );
}

/** Marks an effect as done. Call it in the effect's own transaction. Returns false when it was done before. */
async function finishOutbox(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE outbox SET done_at = clock_timestamp(), last_error = NULL WHERE outbox_id = $1 AND done_at IS NULL',
    [id],
  );
  return rowCount === 1;
}

/** Whether an effect still waits to be done: a copy that comes late is skipped. */
async function isWaiting(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT 1 FROM outbox WHERE outbox_id = $1 AND done_at IS NULL', [id]);
  return rowCount === 1;
}

/** Gives an effect up: it stays, with its error, until `replayDeadLetters`. */
async function giveUpOutbox(tx: Tx, id: string, error: string): Promise<void> {
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
export function openOutbox(database: Database): {
  handOver(hand: (effects: readonly WaitingEffect[]) => Promise<void>): Promise<number>;
  takeBack(): Promise<void>;
  isWaiting(id: string): Promise<boolean>;
  finish(id: string, tx?: Tx): Promise<boolean>;
  giveUp(id: string, error: string): Promise<void>;
} {
  const pool = database.read;
  return {
    // What `hand` did before a failure is done again: the queue knows the ids.
    handOver: (hand) =>
      database.inTransaction(async (tx) => {
        const effects = await takeOutbox(tx);
        if (effects.length > 0) await hand(effects);
        return effects.length;
      }),
    takeBack: () => takeBackOutbox(pool),
    isWaiting: (id) => isWaiting(pool, id),
    finish: (id, tx) => finishOutbox(tx ?? pool, id),
    giveUp: (id, error) => giveUpOutbox(pool, id, error),
  };
}
