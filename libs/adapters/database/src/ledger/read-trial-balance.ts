import { micros, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** All that was debited and credited on the accounts of one code. */
export type TrialRow = { code: string; currency: string; debitMicros: Micros; creditMicros: Micros };

/** The trial balance of every posting up to that day (UTC, included), one row a code and currency; all of them without a day. */
export async function readTrialBalance(tx: Tx, throughDay?: string): Promise<TrialRow[]> {
  const { rows } = await tx.query<{ code: string; currency: string; debit: bigint; credit: bigint }>(
    `SELECT left(p.account, 4) AS code, p.currency, coalesce(sum(p.amount_micros) FILTER (WHERE p.amount_micros > 0), 0)::bigint AS debit,
       coalesce(-sum(p.amount_micros) FILTER (WHERE p.amount_micros < 0), 0)::bigint AS credit
     FROM books.posting p JOIN books.entry e USING (entry_id)
     WHERE $1::date IS NULL OR e.effective_at <= $1 GROUP BY 1, 2 ORDER BY 1, 2`,
    [throughDay ?? null],
  );
  return rows.map((row) => ({ code: row.code, currency: row.currency, debitMicros: micros(row.debit), creditMicros: micros(row.credit) }));
}
