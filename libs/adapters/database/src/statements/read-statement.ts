import { fromRowId, micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** One day's or one content's money of a creator. `chargedMicros` is what advertisers pay in minutes that are not sealed yet. */
export type EarningRow = {
  day: string;
  content: Id<'cnt'> | null;
  rows: number;
  finalMicros: Micros;
  unsealedRows: number;
  chargedMicros: Micros;
};

/** A creator's earnings of a month by day and content: sealed ones as split, unsealed ones as charged so far. */
export async function readEarnings(tx: Tx, options: { creator: Id<'crt'>; from: Instant; until: Instant }): Promise<EarningRow[]> {
  const { rows } = await tx.query<Row>(
    `SELECT day, content_id, sum(rows)::int AS rows, sum(final)::bigint AS final, sum(unsealed_rows)::int AS
      unsealed_rows, sum(charged)::bigint AS charged
     FROM (SELECT (bucket AT TIME ZONE 'UTC')::date::text AS day, content_id, rows, share_micros AS final, 0 AS unsealed_rows, 0 AS charged
           FROM batch_slice WHERE creator_id = $1 AND bucket >= $2 AND bucket < $3
           UNION ALL
           SELECT (bucket AT TIME ZONE 'UTC')::date::text, content_id, 0, 0, 1, price_micros FROM charge
           WHERE creator_id = $1 AND bucket >= greatest($2, coalesce((SELECT max(bucket) + interval '1 minute'
             FROM sealed_bucket), $2)) AND bucket < $3) money
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [toRowId(options.creator), new Date(options.from), new Date(options.until)],
  );
  return rows.map((row) => ({
    day: row.day,
    content: row.content_id === null ? null : fromRowId('cnt', row.content_id),
    rows: row.rows,
    finalMicros: micros(row.final),
    unsealedRows: row.unsealed_rows,
    chargedMicros: micros(row.charged),
  }));
}

/** What the ledger credited to the creator's pending earnings by batches of the month. */
export async function readAccrued(
  tx: Tx,
  options: { creator: Id<'crt'>; currency: string; from: Instant; until: Instant },
): Promise<Micros> {
  const { rows } = await tx.query<{ accrued: bigint }>(
    `SELECT coalesce(-sum(p.amount_micros), 0)::bigint AS accrued FROM books.posting p JOIN books.entry e USING (entry_id)
     WHERE p.account = '2110:' || $1 AND p.currency = $2 AND e.kind = 'batch' AND e.effective_at >= $3::date AND e.effective_at < $4::date`,
    [
      options.creator,
      options.currency,
      new Date(options.from).toISOString().slice(0, 10),
      new Date(options.until).toISOString().slice(0, 10),
    ],
  );
  return micros(rows[0]?.accrued ?? 0n);
}

/** The creator of a wire id or of the platform's own id; undefined for nobody. */
export async function findCreator(tx: Tx, id: string): Promise<{ creator: Id<'crt'>; displayName: string } | undefined> {
  const { rows } = await tx.query<{ creator_id: string; display_name: string }>(
    `SELECT creator_id, display_name FROM creator
      WHERE platform_id = $1 OR creator_id = CASE WHEN $1 ~ '^crt_[0-9a-f]{32}$' THEN row_id($1) END
     ORDER BY platform_id = $1 LIMIT 1`,
    [id],
  );
  const [row] = rows;
  return row && { creator: fromRowId('crt', row.creator_id), displayName: row.display_name };
}

/** Titles and platform ids of contents. */
export async function readTitles(tx: Tx, contents: readonly Id<'cnt'>[]): Promise<Map<Id<'cnt'>, { platformId: string; title: string }>> {
  const { rows } = await tx.query<{ content_id: string; platform_id: string; title: string }>(
    `SELECT content_id, platform_id, coalesce(nullif(title, ''), left(body, 80)) AS title FROM content WHERE content_id = ANY ($1::uuid[])`,
    [contents.map(toRowId)],
  );
  return new Map(rows.map((row) => [fromRowId('cnt', row.content_id), { platformId: row.platform_id, title: row.title }]));
}

type Row = { day: string; content_id: string | null; rows: number; final: bigint; unsealed_rows: number; charged: bigint };
