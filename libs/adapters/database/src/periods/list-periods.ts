import { micros, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A month of the books with what it earned so far. */
export type PeriodRow = {
  period: string;
  closed: boolean;
  version: number;
  closedAt: Instant | null;
  closedBy: string | null;
  snapshotSha256: string | null;
  currency: string;
  revenueMicros: Micros;
  creatorShareMicros: Micros;
  profitMicros: Micros;
  reinvestedMicros: Micros;
};

/** Every month that holds entries, newest first. The movements of a month's own close are left out. */
export async function listPeriods(tx: Tx): Promise<PeriodRow[]> {
  const { rows } = await tx.query<Row>(
    `SELECT month.*, p.version, p.closed_at, p.closed_by, encode(p.snapshot_sha256, 'hex') AS sha256,
      coalesce(p.state = 'closed', false) AS closed,
       coalesce((SELECT sum(r.amount_micros)::bigint FROM books.reinvestment_run r WHERE r.period = month.period
         AND r.currency = month.currency), 0) AS reinvested
     FROM (SELECT to_char(e.effective_at, 'YYYY-MM') AS period, l.currency,
             coalesce(-sum(l.amount_micros) FILTER (WHERE left(l.account, 1) = '4'), 0)::bigint AS revenue,
             coalesce(sum(l.amount_micros) FILTER (WHERE left(l.account, 4) = '5010'), 0)::bigint AS creator_share,
             coalesce(-sum(l.amount_micros) FILTER (WHERE left(l.account, 1) IN ('4', '5')), 0)::bigint AS profit
           FROM books.entry e JOIN books.posting l USING (entry_id) WHERE e.kind <> 'month-close' GROUP BY 1, 2) month
     LEFT JOIN books.period p ON p.period = month.period ORDER BY month.period DESC, month.currency`,
  );
  return rows.map((row) => ({
    period: row.period,
    closed: row.closed,
    version: row.version ?? 0,
    closedAt: row.closed_at?.getTime() ?? null,
    closedBy: row.closed_by,
    snapshotSha256: row.sha256,
    currency: row.currency,
    revenueMicros: micros(row.revenue),
    creatorShareMicros: micros(row.creator_share),
    profitMicros: micros(row.profit),
    reinvestedMicros: micros(row.reinvested),
  }));
}

type Row = {
  period: string;
  currency: string;
  revenue: bigint;
  creator_share: bigint;
  profit: bigint;
  reinvested: bigint;
  closed: boolean;
  version: number | null;
  closed_at: Date | null;
  closed_by: string | null;
  sha256: string | null;
};
