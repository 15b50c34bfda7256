import { fromRowId, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An allocation of a closed month's basis to funds, as it was posted. */
export type ReinvestmentRun = {
  run: Id<'rei'>;
  period: string;
  currency: string;
  basisMicros: Micros;
  rateBps: number;
  amountMicros: Micros;
  funds: ReadonlyArray<{ fund: string; amountMicros: Micros }>;
  snapshotSha256: string;
  entry: Id<'ent'>;
  postedAt: Instant;
  postedBy: string;
};

/** Stores a run; the database refuses a second one of the same month and currency. */
export async function insertReinvestment(tx: Tx, run: ReinvestmentRun): Promise<void> {
  await tx.query(
    `INSERT INTO books.reinvestment_run (run_id, period, currency, basis_micros, rate_bp, amount_micros, funds,
      snapshot_sha256, entry_id, posted_at, posted_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11)`,
    [
      toRowId(run.run),
      run.period,
      run.currency,
      run.basisMicros,
      run.rateBps,
      run.amountMicros,
      JSON.stringify(run.funds.map(({ fund, amountMicros }) => ({ fund, amountMicros: amountMicros.toString() }))),
      run.snapshotSha256,
      toRowId(run.entry),
      new Date(run.postedAt),
      run.postedBy,
    ],
  );
}

/** The runs of one month, or of all, newest month first. */
export async function listReinvestments(tx: Tx, period?: string): Promise<ReinvestmentRun[]> {
  const { rows } = await tx.query<Row>(
    `SELECT run_id, period, currency, basis_micros, rate_bp, amount_micros, funds,
      encode(snapshot_sha256, 'hex') AS sha256, entry_id, posted_at, posted_by
     FROM books.reinvestment_run WHERE $1::text IS NULL OR period = $1 ORDER BY period DESC, currency`,
    [period ?? null],
  );
  return rows.map((row) => ({
    run: fromRowId('rei', row.run_id),
    period: row.period,
    currency: row.currency,
    basisMicros: micros(row.basis_micros),
    rateBps: row.rate_bp,
    amountMicros: micros(row.amount_micros),
    funds: row.funds.map(({ fund, amountMicros }) => ({ fund, amountMicros: micros(BigInt(amountMicros)) })),
    snapshotSha256: row.sha256,
    entry: fromRowId('ent', row.entry_id),
    postedAt: row.posted_at.getTime(),
    postedBy: row.posted_by,
  }));
}

type Row = {
  run_id: string;
  period: string;
  currency: string;
  basis_micros: bigint;
  rate_bp: number;
  amount_micros: bigint;
  funds: Array<{ fund: string; amountMicros: string }>;
  sha256: string;
  entry_id: string;
  posted_at: Date;
  posted_by: string;
};
