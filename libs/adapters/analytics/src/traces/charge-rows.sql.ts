import { toRowId, type Id } from '@flywheel/primitives';
import type { GroupingId } from '@flywheel/reporting';
import type { SqlParameters } from '../reports/sql-parameters.ts';
import { rowCondition } from './row-condition.ts';
import type { BatchName } from './traced-cell.ts';

/** Which charges of a batch: one creator's, one impression's, and those that belong to one row of a report. */
export type ChargeFilter = {
  readonly creator?: string | undefined;
  readonly imp?: Id<'imp'> | undefined;
  readonly by?: GroupingId | undefined;
  readonly key?: string | undefined;
};

const slice = 'creator_id, content_id, placement, creative_id, country';
const nothing = `'00000000-0000-0000-0000-000000000000'::uuid`;

/**
 * The SQL of a batch's charges with what each brings its creator: the slice's share by prices, by the largest remainder, ties to the
 * smaller key, as the share came to the slice. `share_micros` is null where the minute is not sealed yet.
 */
export function chargeRows(name: BatchName, filter: ChargeFilter, parameters: SqlParameters): string {
  const [bucket, campaign] = [parameters.at(name.bucket), `${parameters.add(toRowId(name.campaign))}::uuid`];
  const creator = filter.creator === undefined ? 'true' : `c.creator_id = ${parameters.id(filter.creator)}`;
  const device = filter.by === 'device';
  return `
WITH part AS (
  SELECT c.*, ${device ? 'f.device' : 'NULL::text AS device'}, s.share_micros AS of_share, s.amount_micros AS of_amount
    FROM charge c ${device ? 'LEFT JOIN delivery_fact f USING (campaign_id, imp_id, kind, ref)' : ''}
    LEFT JOIN batch_slice s ON s.bucket = c.bucket AND s.campaign_id = c.campaign_id AND s.gen = ${parameters.add(name.gen)}::int
     AND coalesce(s.creator_id, ${nothing}) = coalesce(c.creator_id, ${nothing})
     AND coalesce(s.content_id, ${nothing}) = coalesce(c.content_id, ${nothing})
     AND s.placement = c.placement AND s.creative_id = c.creative_id AND coalesce(s.country, '') = coalesce(c.country, '')
   WHERE c.bucket = ${bucket} AND c.campaign_id = ${campaign} AND ${creator}
), floored AS (
  SELECT *, CASE WHEN of_amount > 0 THEN div(of_share::numeric * price_micros, of_amount) ELSE of_share::numeric END AS whole,
         CASE WHEN of_amount > 0 THEN mod(of_share::numeric * price_micros, of_amount) ELSE 0 END AS rest FROM part
), ranked AS (
  SELECT *, of_share - sum(whole) OVER (PARTITION BY ${slice}) AS missing,
         row_number() OVER (PARTITION BY ${slice} ORDER BY rest DESC, imp_id, kind COLLATE "C", ref COLLATE "C") AS place FROM floored
), charged AS (
  SELECT *, (whole + CASE WHEN place <= missing THEN 1 ELSE 0 END)::bigint AS share_micros FROM ranked
   WHERE ${rowCondition({ by: filter.by ?? 'day', key: filter.key }, parameters)}
     AND ${filter.imp === undefined ? 'true' : `imp_id = ${parameters.add(toRowId(filter.imp))}::uuid`}
)`;
}
