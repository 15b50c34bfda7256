import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

const pacerLock = 7014;
const hourMs = 3_600_000;
const knownBackMs = 28 * 24 * hourMs;
// Charges of a minute may be written until it is sealed.
const openMs = 60_000;

/** Whose turn it is: `since` is when a pacer last took one. */
export type PacerTurn = { outcome: 'mine'; since: Instant } | { outcome: 'others' | 'too-soon' };

/** Takes the turn for this transaction: one pacer at a time in the whole deployment, and at most one turn in `everyMs`. */
export async function takePacerTurn(tx: Tx, now: Instant, everyMs: number): Promise<PacerTurn> {
  const { rows: locks } = await tx.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [pacerLock]);
  if (!locks[0]?.mine) return { outcome: 'others' };
  const { rows } = await tx.query<{ seen_at: Date }>('SELECT seen_at FROM pacer');
  const since = rows[0]?.seen_at.getTime();
  if (since !== undefined && Math.abs(now - since) < everyMs) return { outcome: 'too-soon' };
  const at = new Date(now);
  await tx.query(
    `INSERT INTO pacer (seen_at, charges_to, traffic_to) VALUES ($1, date_trunc('minute', $1::timestamptz), $2)
     ON CONFLICT (one) DO UPDATE SET seen_at = excluded.seen_at`,
    [at, new Date(now - knownBackMs)],
  );
  return { outcome: 'mine', since: since ?? now };
}

/** When a pacer last took its turn; undefined before the first. Over five seconds ago: it is dead, and the last table stands. */
export async function readPacerSeen(tx: Tx): Promise<Instant | undefined> {
  const { rows } = await tx.query<{ seen_at: Date }>('SELECT seen_at FROM pacer');
  return rows[0]?.seen_at.getTime();
}

/** Adds the charges of minutes that are over to the hours of their ad sets. Returns whether there were any such minutes. */
export async function foldCharges(tx: Tx, now: Instant): Promise<boolean> {
  const { rowCount } = await tx.query(
    `WITH span AS (SELECT charges_to AS from_at, date_trunc('minute', $1::timestamptz) AS to_at FROM pacer),
     folded AS (
       INSERT INTO ad_set_hour (ad_set_id, hour, campaign_id, charges, spent_micros)
       SELECT c.ad_set_id, date_trunc('hour', c.bucket), c.campaign_id, count(*), sum(c.price_micros)
       FROM charge c, span WHERE c.bucket >= span.from_at AND c.bucket < span.to_at AND c.reason = 0
       GROUP BY 1, 2, 3
       ON CONFLICT (ad_set_id, hour) DO UPDATE
         SET charges = ad_set_hour.charges + excluded.charges, spent_micros = ad_set_hour.spent_micros + excluded.spent_micros)
     UPDATE pacer SET charges_to = span.to_at FROM span WHERE span.to_at > span.from_at`,
    [new Date(now - openMs)],
  );
  return rowCount > 0;
}

/** Counts the decisions of hours that are over, and forgets those of more than four weeks ago. */
export async function foldTraffic(tx: Tx, now: Instant): Promise<void> {
  const to = new Date(Math.floor(now / hourMs) * hourMs);
  const { rows } = await tx.query<{ traffic_to: Date }>('SELECT traffic_to FROM pacer WHERE traffic_to < $1', [to]);
  const from = rows[0]?.traffic_to;
  if (!from) return;
  await tx.query(
    `INSERT INTO traffic_hour (hour, decisions)
     SELECT date_trunc('hour', decided_at), count(*) FROM decision WHERE decided_at >= $1 AND decided_at < $2 GROUP BY 1
     ON CONFLICT (hour) DO UPDATE SET decisions = excluded.decisions`,
    [from, to],
  );
  await tx.query('UPDATE pacer SET traffic_to = $1', [to]);
  await tx.query('DELETE FROM traffic_hour WHERE hour < $1', [new Date(now - knownBackMs)]);
}

/** The decisions of each past hour, for the shape of a day. */
export async function readTraffic(tx: Tx): Promise<Array<{ hour: Instant; decisions: number }>> {
  const { rows } = await tx.query<{ hour: Date; decisions: number }>('SELECT hour, decisions::int AS decisions FROM traffic_hour');
  return rows.map((row) => ({ hour: row.hour.getTime(), decisions: row.decisions }));
}
