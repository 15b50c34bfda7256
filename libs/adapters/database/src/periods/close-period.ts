import { micros, type Instant } from '@flywheel/primitives';
import type { CloseSnapshot, Movement, Period } from '@flywheel/ledger';
import type { Tx } from '@flywheel/runtime';

/** A month that was closed: its version, its snapshot and the snapshot's hash (hex). */
export type ClosedPeriod = { period: Period; version: number; snapshot: CloseSnapshot; sha256: string };

/** Keeps every post into the month out until the transaction ends, and waits for those that are inside. */
export async function lockMonth(tx: Tx, period: Period): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(7002, books.month_number(($1 || '-01')::date))`, [period]);
}

/** What the month's entries moved on every account, by account and currency; a close's own entry is left out. */
export async function readMovements(tx: Tx, period: Period): Promise<Movement[]> {
  const { rows } = await tx.query<{ account: string; currency: string; amount: bigint }>(
    `SELECT p.account, p.currency, sum(p.amount_micros)::bigint AS amount FROM books.entry e JOIN books.posting p USING (entry_id)
     WHERE e.effective_at >= ($1 || '-01')::date AND e.effective_at < ($1 || '-01')::date + interval '1 month' AND e.kind <> 'month-close'
     GROUP BY 1, 2 HAVING sum(p.amount_micros) <> 0 ORDER BY 1, 2`,
    [period],
  );
  return rows.map((row) => ({ account: row.account, currency: row.currency, amountMicros: micros(row.amount) }));
}

/** Earlier months that hold entries and are not closed. */
export async function readOpenMonthsBefore(tx: Tx, period: Period): Promise<string[]> {
  const { rows } = await tx.query<{ month: string }>(
    `SELECT DISTINCT to_char(effective_at, 'YYYY-MM') AS month FROM books.entry e WHERE effective_at < ($1 || '-01')::date
       AND NOT EXISTS (SELECT 1 FROM books.period p WHERE p.period = to_char(e.effective_at, 'YYYY-MM') AND p.state = 'closed') ORDER BY 1`,
    [period],
  );
  return rows.map((row) => row.month);
}

/** Minutes of the month that still miss: gaps among sealed ones, the rest up to its end, and charges in minutes never sealed. */
export async function countUnsealedMinutes(tx: Tx, from: Instant, until: Instant): Promise<number> {
  const { rows } = await tx.query<{ missing: number }>(
    `WITH first AS (SELECT least((SELECT min(bucket) FROM sealed_bucket), (SELECT min(bucket) FROM delivery_fact)) AS bucket)
     SELECT CASE WHEN first.bucket IS NULL THEN 0 ELSE
         greatest(0, extract(epoch FROM $2::timestamptz - greatest($1::timestamptz, first.bucket)) / 60
         - (SELECT count(*) FROM sealed_bucket s WHERE s.bucket >= greatest($1::timestamptz, first.bucket) AND s.bucket < $2)) END::int
       + (SELECT count(DISTINCT c.bucket) FROM charge c WHERE c.bucket >= $1 AND c.bucket < $2
            AND NOT EXISTS (SELECT 1 FROM sealed_bucket s WHERE s.bucket = c.bucket))::int AS missing
     FROM first`,
    [new Date(from), new Date(until)],
  );
  return rows[0]?.missing ?? 0;
}

/** The last close of the month; undefined while it is open. */
export async function readClosedPeriod(tx: Tx, period: Period): Promise<ClosedPeriod | undefined> {
  const { rows } = await tx.query<{ version: number; snapshot: SnapshotJson; sha256: string }>(
    `SELECT version, snapshot, encode(snapshot_sha256, 'hex') AS sha256 FROM books.period WHERE period = $1 AND state = 'closed'`,
    [period],
  );
  const [row] = rows;
  if (!row) return undefined;
  const movements = row.snapshot.movements.map((each) => ({ ...each, amountMicros: micros(BigInt(each.amountMicros)) }));
  return { period, version: row.version, sha256: row.sha256, snapshot: { ...row.snapshot, movements } };
}

/** Closes the month with its snapshot (canonical JSON text) and hash; from here on it takes no entries. */
export async function closePeriod(
  tx: Tx,
  close: { period: Period; version: number; now: Instant; actor: string; snapshot: string; sha256: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO books.period (period, state, version, closed_at, closed_by, snapshot, snapshot_sha256)
     VALUES ($1, 'closed', $2, $3, $4, $5, decode($6, 'hex'))
     ON CONFLICT (period) DO UPDATE SET state = 'closed', version = excluded.version, closed_at = excluded.closed_at,
       closed_by = excluded.closed_by, snapshot = excluded.snapshot, snapshot_sha256 = excluded.snapshot_sha256`,
    [close.period, close.version, new Date(close.now), close.actor, close.snapshot, close.sha256],
  );
}

type SnapshotJson = Omit<CloseSnapshot, 'movements'> & { movements: Array<{ account: string; currency: string; amountMicros: string }> };
