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
  // A large day takes longer than a request may.
  await tx.query('SET LOCAL statement_timeout = 0');
  const { rows } = await tx.query<{ gone: number | null }>('SELECT drop_event_day($1::date, $2, $3) AS gone', [
    day,
    new Date(cutoff),
    new Date(at),
  ]);
  return rows[0]?.gone ?? undefined;
}

const oldDays = `
SELECT to_char(day, 'YYYY-MM-DD') AS day
  FROM (SELECT to_date(right(relname, 8), 'YYYYMMDD') AS day FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
         WHERE inhparent = 'engagement_event'::regclass AND relname ~ '_[0-9]{8}$') AS days
 WHERE day < $1::date ORDER BY 1 LIMIT $2`;
