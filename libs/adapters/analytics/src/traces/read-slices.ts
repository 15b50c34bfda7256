import { fromRowId, toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { SqlParameters } from '../reports/sql-parameters.ts';
import type { BatchName } from './traced-cell.ts';

/** A part of a batch with one set of report dimensions, with the names of what it stands for. */
export type TracedSlice = {
  readonly creator: Id<'crt'> | null;
  readonly creatorName: string | null;
  readonly content: Id<'cnt'> | null;
  readonly contentTitle: string | null;
  readonly placement: string;
  readonly creative: Id<'crv'>;
  readonly headline: string | null;
  readonly country: string | null;
  readonly rows: number;
  readonly amountMicros: bigint;
  readonly shareMicros: bigint;
};

/** The slices of a batch, largest first; of one creator where he is named. At most `limit`. */
export async function readTracedSlices(
  tx: Tx,
  name: BatchName,
  only: { creator: string | undefined; limit: number },
): Promise<TracedSlice[]> {
  const parameters = new SqlParameters();
  const of = ofBatch(name, parameters);
  const creator = only.creator === undefined ? 'true' : `s.creator_id = ${parameters.id(only.creator)}`;
  const { rows } = await tx.query<SliceRow>(
    `SELECT s.creator_id, p.display_name, s.content_id, coalesce(nullif(t.title, ''), left(t.body, 80)) AS title, s.placement,
            s.creative_id, v.headline, s.country, s.rows, s.amount_micros, s.share_micros
       FROM batch_slice s
       LEFT JOIN creator p USING (creator_id) LEFT JOIN content t USING (content_id) LEFT JOIN creative v USING (creative_id)
      WHERE ${of} AND ${creator}
      ORDER BY s.amount_micros DESC, s.creator_id, s.content_id, s.placement, s.creative_id, s.country
      LIMIT ${parameters.add(only.limit)}::int`,
    parameters.values,
  );
  return rows.map((row) => ({
    creator: row.creator_id === null ? null : fromRowId('crt', row.creator_id),
    creatorName: row.display_name,
    content: row.content_id === null ? null : fromRowId('cnt', row.content_id),
    contentTitle: row.title,
    placement: row.placement,
    creative: fromRowId('crv', row.creative_id),
    headline: row.headline,
    country: row.country,
    rows: row.rows,
    amountMicros: row.amount_micros,
    shareMicros: row.share_micros,
  }));
}

/** What each creator brought to a batch and gets of it, by creator; what stood on nobody's content is left out. */
export async function readCreatorParts(
  tx: Tx,
  name: BatchName,
): Promise<Map<string, { rows: number; amountMicros: bigint; shareMicros: bigint }>> {
  const parameters = new SqlParameters();
  const { rows } = await tx.query<{ id: string; rows: bigint; amount: bigint; share: bigint }>(
    `SELECT wire_id('crt', creator_id) AS id, sum(rows)::bigint AS rows, sum(amount_micros)::bigint AS amount,
            sum(share_micros)::bigint AS share
       FROM batch_slice s WHERE ${ofBatch(name, parameters)} AND creator_id IS NOT NULL GROUP BY creator_id`,
    parameters.values,
  );
  return new Map(rows.map((row) => [row.id, { rows: Number(row.rows), amountMicros: row.amount, shareMicros: row.share }]));
}

function ofBatch({ bucket, campaign, gen }: BatchName, parameters: SqlParameters): string {
  const [minute, id, generation] = [parameters.at(bucket), parameters.add(toRowId(campaign)), parameters.add(gen)];
  return `s.bucket = ${minute} AND s.campaign_id = ${id}::uuid AND s.gen = ${generation}::int`;
}

type SliceRow = {
  creator_id: string | null;
  display_name: string | null;
  content_id: string | null;
  title: string | null;
  placement: string;
  creative_id: string;
  headline: string | null;
  country: string | null;
  rows: number;
  amount_micros: bigint;
  share_micros: bigint;
};
