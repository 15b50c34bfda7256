import { utcDay, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { Database } from '../database.ts';

/** What went: a day and how many events it held. */
export type DroppedDay = { readonly day: string; readonly events: number };

/**
 * Drops the oldest days that end at or before `cutoff`, `most` of them at most, each in a transaction: its events are counted beside what
 * their batches stored, their ids go, and the partition with them. Another run that has the same day in hand is left to it.
 */
export async function dropEventDays(
  database: Database,
  { cutoff, most, at }: { cutoff: Instant; most: number; at: Instant },
): Promise<DroppedDay[]> {
  const { rows } = await database.read.query<{ day: string }>(oldDays, [utcDay(cutoff), most]);
  const dropped: DroppedDay[] = [];
  for (const { day } of rows) {
    const events = await database.inTransaction((tx) => dropDay(tx, day, { cutoff, at }));
    if (events !== undefined) dropped.push({ day, events });
  }
  return dropped;
}

async function dropDay(tx: Tx, day: string, { cutoff, at }: { cutoff: Instant; at: Instant }): Promise<number | undefined> {
  const part = `engagement_event_${day.replaceAll('-', '')}`;
  // A large day takes longer than a request may.
  await tx.query('SET LOCAL statement_timeout = 0');
  const { rows: mine } = await tx.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_xact_lock(7003) AND to_regclass($1) IS NOT NULL AS mine',
    [part],
  );
  if (mine[0]?.mine !== true) return undefined;
  await tx.query(`LOCK TABLE ${part} IN SHARE MODE`);
  const { rows } = await tx.query<{ n: number; bytes: bigint }>(
    `SELECT count(*)::int AS n, pg_total_relation_size($1)::bigint AS bytes FROM ${part}`,
    [part],
  );
  const [{ n = 0, bytes = 0n } = {}] = rows;
  await tx.query(
    `UPDATE ingest_batch b SET expired_events = b.expired_events + gone.n
       FROM (SELECT batch_id, count(*)::int AS n FROM ${part} GROUP BY 1) gone WHERE gone.batch_id = b.batch_id`,
  );
  await tx.query('DELETE FROM event_identity WHERE day = $1::date', [day]);
  if (n > 0) await tx.query(prove.replace('PART', part), [new Date(at), new Date(cutoff), n, bytes]);
  await tx.query(`ALTER TABLE engagement_event DETACH PARTITION ${part}`);
  await tx.query(`DROP TABLE ${part}`);
  return n;
}

const oldDays = `
SELECT to_char(day, 'YYYY-MM-DD') AS day
  FROM (SELECT to_date(right(relname, 8), 'YYYYMMDD') AS day FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
         WHERE inhparent = 'engagement_event'::regclass AND relname ~ '_[0-9]{8}$') AS days
 WHERE day < $1::date ORDER BY 1 LIMIT $2`;
// Over the number of events of each batch: who they were of is what goes.
const prove = `
INSERT INTO retention_proof (class, at, cutoff, rows, bytes, sha256)
SELECT 'events', $1, $2, $3, $4, sha256(string_agg(batch_id || ' ' || n, chr(10) ORDER BY batch_id)::bytea)
  FROM (SELECT batch_id, count(*) AS n FROM PART GROUP BY 1) AS counted`;
