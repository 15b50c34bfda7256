import { fromRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { SqlParameters } from '../reports/sql-parameters.ts';
import { chargeRows, type ChargeFilter } from './charge-rows.sql.ts';
import type { BatchName } from './traced-cell.ts';

/** One charge, or one that was free with its reason (0: charged). Who saw the ad is in no column here: charges never held the viewer. */
export type TracedCharge = {
  readonly imp: Id<'imp'>;
  readonly kind: string;
  readonly ref: string;
  readonly acceptedAt: Instant;
  readonly creative: Id<'crv'>;
  readonly headline: string | null;
  readonly ad: Id<'ad'>;
  readonly adName: string | null;
  readonly placement: string;
  readonly creator: Id<'crt'> | null;
  readonly creatorName: string | null;
  readonly content: Id<'cnt'> | null;
  readonly contentTitle: string | null;
  readonly country: string | null;
  readonly priceMicros: bigint;
  readonly quotedMicros: bigint;
  readonly reason: number;
  readonly ruleVersion: number;
  /** Null where the minute is not sealed yet. */
  readonly shareMicros: bigint | null;
};

/** The names of what a charge points to, for a statement whose charges are called `c`. */
const chargeNames = `
  LEFT JOIN creative v ON v.creative_id = c.creative_id LEFT JOIN ad a ON a.ad_id = c.ad_id
  LEFT JOIN creator p ON p.creator_id = c.creator_id LEFT JOIN content t ON t.content_id = c.content_id`;
const chargeColumns = `c.imp_id, c.kind, c.ref, c.accepted_at, c.creative_id, v.headline, c.ad_id, a.name AS ad_name, c.placement,
  c.creator_id, p.display_name, c.content_id, coalesce(nullif(t.title, ''), left(t.body, 80)) AS title, c.country, c.price_micros,
  c.quoted_micros, c.reason, c.rule_version`;

/**
 * The charges of a batch in the order of its hash: `limit` of them after the first `skip`. Skipping is safe, since a sealed batch never
 * changes, and costs nothing, since shares by the largest remainder need every charge of a slice anyway.
 */
export async function readTracedCharges(
  tx: Tx,
  name: BatchName,
  page: { filter: ChargeFilter; skip: number; limit: number },
): Promise<TracedCharge[]> {
  const parameters = new SqlParameters();
  const charged = chargeRows(name, page.filter, parameters);
  const { rows } = await tx.query<ChargeRow>(
    `${charged} SELECT ${chargeColumns}, c.share_micros FROM charged c ${chargeNames}
      ORDER BY c.imp_id, c.kind COLLATE "C", c.ref COLLATE "C"
      LIMIT ${parameters.add(page.limit)}::int OFFSET ${parameters.add(page.skip)}::int`,
    parameters.values,
  );
  return rows.map(toTracedCharge);
}

/** All charges of a batch that pass the filter, added up; `notBilled` of them are free. */
export async function readChargeTotals(
  tx: Tx,
  name: BatchName,
  filter: ChargeFilter,
): Promise<{ rows: number; notBilled: number; priceMicros: bigint; shareMicros: bigint | null }> {
  const parameters = new SqlParameters();
  const { rows } = await tx.query<{ n: bigint; free: bigint; price: bigint; share: bigint | null }>(
    `${chargeRows(name, filter, parameters)} SELECT count(*) AS n, count(*) FILTER (WHERE reason <> 0) AS free,
       coalesce(sum(price_micros), 0)::bigint AS price, sum(share_micros)::bigint AS share FROM charged`,
    parameters.values,
  );
  const [row] = rows;
  return { rows: Number(row?.n ?? 0n), notBilled: Number(row?.free ?? 0n), priceMicros: row?.price ?? 0n, shareMicros: row?.share ?? null };
}

type ChargeRow = {
  imp_id: string;
  kind: string;
  ref: string;
  accepted_at: Date;
  creative_id: string;
  headline: string | null;
  ad_id: string;
  ad_name: string | null;
  placement: string;
  creator_id: string | null;
  display_name: string | null;
  content_id: string | null;
  title: string | null;
  country: string | null;
  price_micros: bigint;
  quoted_micros: bigint;
  reason: number;
  rule_version: number;
  share_micros: bigint | null;
};

/** A row of `chargeColumns` with its share. */
function toTracedCharge(row: ChargeRow): TracedCharge {
  return {
    imp: fromRowId('imp', row.imp_id),
    kind: row.kind,
    ref: row.ref,
    acceptedAt: row.accepted_at.getTime(),
    creative: fromRowId('crv', row.creative_id),
    headline: row.headline,
    ad: fromRowId('ad', row.ad_id),
    adName: row.ad_name,
    placement: row.placement,
    creator: row.creator_id === null ? null : fromRowId('crt', row.creator_id),
    creatorName: row.display_name,
    content: row.content_id === null ? null : fromRowId('cnt', row.content_id),
    contentTitle: row.title,
    country: row.country,
    priceMicros: row.price_micros,
    quotedMicros: row.quoted_micros,
    reason: row.reason,
    ruleVersion: row.rule_version,
    shareMicros: row.share_micros,
  };
}
