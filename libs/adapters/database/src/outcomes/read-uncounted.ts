import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A recorded decision that is not counted yet; `record` is packed, see `unpackRecord` of domain/auction. */
export type UncountedDecision = { id: string; decidedAt: Instant; recordedAt: Date; record: Uint8Array };

/** Decisions that commit together are written within milliseconds of their time; later ones would be left out. */
const settledMs = 5_000;
const dayMs = 86_400_000;

/**
 * The next decisions in the order they were written, at most `limit`; where more wait, every n-th of all of them, so that the counts stay
 * a fair sample. Undefined while another process counts. The first time it begins a day ago.
 */
export async function readUncounted(tx: Tx, now: Instant, limit: number): Promise<UncountedDecision[] | undefined> {
  const cursor = await tx.query<Cursor>('SELECT recorded_at, decision_id FROM outcome_cursor FOR UPDATE SKIP LOCKED');
  const [from] = cursor.rows;
  if (from === undefined) return undefined;
  const range = [from.recorded_at ?? new Date(now - dayMs), from.decision_id, new Date(now - settledMs)];
  const waiting = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM decision WHERE ${waits}`, range);
  const every = Math.min(256, Math.ceil((waiting.rows[0]?.n ?? 0) / limit));
  if (every === 0) return [];
  const { rows } = await tx.query<Row>(
    `SELECT decision_id::text AS id, decided_at, recorded_at, record FROM decision
     WHERE ${waits} AND get_byte(uuid_send(decision_id), 14) % $4 = 0 ORDER BY recorded_at, decision_id LIMIT $5`,
    [...range, every, limit],
  );
  return rows.map((row) => ({ id: row.id, decidedAt: row.decided_at.getTime(), recordedAt: row.recorded_at, record: row.record }));
}

/** Everything up to this decision is counted. */
export async function moveCursor(tx: Tx, { id, recordedAt }: UncountedDecision): Promise<void> {
  await tx.query('UPDATE outcome_cursor SET recorded_at = $1, decision_id = $2', [recordedAt, id]);
}

const waits = `(recorded_at > $1 OR (recorded_at = $1 AND ($2::uuid IS NULL OR decision_id > $2))) AND recorded_at <= $3`;

type Cursor = { recorded_at: Date | null; decision_id: string | null };
type Row = { id: string; decided_at: Date; recorded_at: Date; record: Buffer };
