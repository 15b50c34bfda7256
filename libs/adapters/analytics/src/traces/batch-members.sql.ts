import { assert } from '@flywheel/primitives';
import { inAdvertiserScope, inWindow, rowKey } from '../reports/row-key.ts';
import type { SqlParameters } from '../reports/sql-parameters.ts';
import { rowCondition } from './row-condition.ts';
import type { TracedCell } from './traced-cell.ts';

/**
 * The SQL of all batches of a cell, with the minutes that are not sealed yet: bucket, campaign_id, gen, sealed, rows, charged, shared.
 * `from` begins a later page: sealed minutes before it are left out.
 */
export function batchMembers(cell: TracedCell, parameters: SqlParameters, from = cell.window.from): string {
  const later: TracedCell = { ...cell, window: { ...cell.window, from: Math.max(from, cell.window.from) } };
  switch (cell.source) {
    case 'batches':
      return `${wholeBatches(later, parameters)} UNION ALL ${openCharges(cell, parameters)}`;
    case 'charges':
      return chargeGroups(later, parameters);
    case 'slices':
      return `${creatorSlices(later, parameters)} UNION ALL ${estimatedShares(cell, parameters)}`;
    case 'postings':
      return postings(cell, parameters);
  }
}

function sealedEnd({ sealedThrough }: TracedCell, parameters: SqlParameters): string {
  return sealedThrough === undefined ? `'-infinity'::timestamptz` : parameters.at(sealedThrough);
}

function advertiserRows(cell: TracedCell, parameters: SqlParameters): string {
  const currency = `currency = ${parameters.add(cell.currency)}`;
  return [currency, inWindow(cell, 'bucket', parameters), inAdvertiserScope(cell, parameters), rowCondition(cell, parameters)].join(
    ' AND ',
  );
}

function wholeBatches(cell: TracedCell, parameters: SqlParameters): string {
  return `
SELECT bucket, campaign_id, gen, true AS sealed, rows, amount_micros AS charged, share_micros AS shared
  FROM batch WHERE ${advertiserRows(cell, parameters)}`;
}

function openCharges(cell: TracedCell, parameters: SqlParameters): string {
  return `
SELECT bucket, campaign_id, 0, false, count(*)::int, sum(price_micros)::bigint, 0::bigint
  FROM charge WHERE bucket > ${sealedEnd(cell, parameters)} AND ${advertiserRows(cell, parameters)}
 GROUP BY bucket, campaign_id`;
}

function chargeGroups(cell: TracedCell, parameters: SqlParameters): string {
  // A charge has no device of its own; the fact it was charged for has.
  const from =
    cell.by === 'device'
      ? `(SELECT c.bucket, c.account_id, c.campaign_id, c.currency, c.price_micros, f.device
            FROM charge c LEFT JOIN delivery_fact f USING (campaign_id, imp_id, kind, ref)) AS charge`
      : 'charge';
  return `
SELECT bucket, campaign_id, 0 AS gen, bucket <= ${sealedEnd(cell, parameters)} AS sealed, count(*)::int AS rows,
       sum(price_micros)::bigint AS charged, 0::bigint AS shared
  FROM ${from} WHERE ${advertiserRows(cell, parameters)}
 GROUP BY bucket, campaign_id`;
}

function creatorRows(cell: TracedCell, parameters: SqlParameters): string {
  const { creator } = cell.scope;
  assert(creator !== undefined, 'a creator’s slices name their creator');
  return [
    `creator_id = ${parameters.id(creator)} AND currency = ${parameters.add(cell.currency)}`,
    inWindow(cell, 'bucket', parameters),
    rowCondition(cell, parameters),
  ].join(' AND ');
}

function creatorSlices(cell: TracedCell, parameters: SqlParameters): string {
  return `
SELECT bucket, campaign_id, gen, true AS sealed, sum(rows)::int AS rows, 0::bigint AS charged, sum(share_micros)::bigint AS shared
  FROM batch_slice WHERE ${creatorRows(cell, parameters)}
 GROUP BY bucket, campaign_id, gen`;
}

/**
 * The report rounds the estimate down once a row. Here each minute gets what it adds to that: the estimate up to and with it less the one
 * before it, so that minutes sum to the row's figure.
 */
function estimatedShares(cell: TracedCell, parameters: SqlParameters): string {
  const key = rowKey(cell, 'bucket', parameters);
  const bps = `${parameters.add(cell.shareBps)}::int`;
  return `
SELECT bucket, campaign_id, 0, false, sum(rows)::int, 0::bigint,
       sum(div(upto * ${bps}, 10000) - div((upto - price) * ${bps}, 10000))::bigint
  FROM (SELECT bucket, campaign_id, rows, price, sum(price) OVER (PARTITION BY key ORDER BY bucket, campaign_id) AS upto
          FROM (SELECT ${key} AS key, bucket, campaign_id, count(*) AS rows, sum(price_micros) AS price
                  FROM charge WHERE bucket > ${sealedEnd(cell, parameters)} AND ${creatorRows(cell, parameters)}
                 GROUP BY 1, 2, 3) AS minute) AS grown
 GROUP BY bucket, campaign_id`;
}

function postings(cell: TracedCell, parameters: SqlParameters): string {
  return `
SELECT b.bucket, b.campaign_id, b.gen, true AS sealed, b.rows,
       coalesce(sum(p.amount_micros) FILTER (WHERE p.amount_micros > 0), 0)::bigint AS charged,
       coalesce(-sum(p.amount_micros) FILTER (WHERE p.amount_micros < 0), 0)::bigint AS shared
  FROM ${postedOn(cell, parameters)} JOIN batch b ON b.entry_id = p.entry_id
 GROUP BY b.bucket, b.campaign_id, b.gen, b.rows`;
}

/** The SQL of all postings on the cell's account in its accounting days. */
export function postedOn(cell: TracedCell, parameters: SqlParameters): string {
  return `(SELECT entry_id, amount_micros, kind FROM books.posting JOIN books.entry USING (entry_id)
     WHERE account = ${parameters.add(cell.key ?? '')} AND currency = ${parameters.add(cell.currency)}
       AND effective_at >= ${parameters.add(cell.days.from)}::date AND effective_at < ${parameters.add(cell.days.to)}::date) AS p`;
}
