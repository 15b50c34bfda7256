import type { Tx } from '@flywheel/runtime';

/** Which UTC days have events (`YYYY-MM-DD`), and when the last of them was; all null while there are none. */
export type EventDays = { readonly firstDay: string | null; readonly lastDay: string | null; readonly lastAt: Date | null };

// Each day of events is a partition named after it; one that never held a row has no pages.
const daysWithRows = `
SELECT min(right(relname, 8)) AS first, max(right(relname, 8)) AS last
  FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
 WHERE inhparent = 'engagement_event'::regclass AND relname ~ '_[0-9]{8}$' AND pg_relation_size(inhrelid) > 0`;

/** Reads them off the partitions: thousands of days cost milliseconds, millions of events nothing. */
export async function readEventDays(tx: Tx): Promise<EventDays> {
  const { first, last } = (await tx.query<{ first: string | null; last: string | null }>(daysWithRows)).rows[0] ?? {
    first: null,
    last: null,
  };
  if (first === null || last === null) return { firstDay: null, lastDay: null, lastAt: null };
  const lastDay = dashed(last);
  const { rows } = await tx.query<{ at: Date | null }>(
    `SELECT max(at) AS at FROM engagement_event WHERE at >= $1::timestamptz AND at < $1::timestamptz + interval '1 day'`,
    [`${lastDay}T00:00:00Z`],
  );
  return { firstDay: dashed(first), lastDay, lastAt: rows[0]?.at ?? null };
}

function dashed(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}
