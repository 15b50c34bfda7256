import { fromRowId, toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { SqlParameters } from '../reports/sql-parameters.ts';

/** A fact about an impression: what was reported of it, whether it counted (reason 0), and whether it is what the advertiser pays for. */
export type TracedFact = {
  readonly campaign: Id<'cmp'>;
  readonly kind: string;
  readonly acceptedAt: Instant;
  readonly bucket: Instant;
  readonly reason: number;
  readonly billable: boolean;
};

/** The charges of an impression, by their keys and where they lie. */
export type ImpressionCharge = { readonly campaign: Id<'cmp'>; readonly bucket: Instant; readonly kind: string; readonly ref: string };

/** Whose impressions may be seen: an advertiser's, a creator's; neither: all. */
export type ImpressionScope = { readonly account: string | undefined; readonly creator: string | undefined };

/**
 * What is stored of one impression. The key of facts and charges begins with the campaign, which an impression's id does not tell: each of
 * the campaigns in scope is looked up by key.
 */
export async function readTracedImpression(
  tx: Tx,
  imp: Id<'imp'>,
  scope: ImpressionScope,
): Promise<{ facts: TracedFact[]; charges: ImpressionCharge[] }> {
  const charges = await readByKey<ChargeRow>(tx, imp, scope, 'charge', 'x.campaign_id, x.bucket, x.kind, x.ref');
  const facts = await readByKey<FactRow>(
    tx,
    imp,
    scope,
    'delivery_fact',
    'x.campaign_id, x.bucket, x.kind, x.accepted_at, x.reason, x.billable',
  );
  return {
    charges: charges.map((row) => ({
      campaign: fromRowId('cmp', row.campaign_id),
      bucket: row.bucket.getTime(),
      kind: row.kind,
      ref: row.ref,
    })),
    facts: facts.map((row) => ({
      campaign: fromRowId('cmp', row.campaign_id),
      kind: row.kind,
      acceptedAt: row.accepted_at.getTime(),
      bucket: row.bucket.getTime(),
      reason: row.reason,
      billable: row.billable,
    })),
  };
}

async function readByKey<R extends object>(
  tx: Tx,
  imp: Id<'imp'>,
  { account, creator }: ImpressionScope,
  table: 'charge' | 'delivery_fact',
  columns: string,
): Promise<R[]> {
  const parameters = new SqlParameters();
  const id = `${parameters.add(toRowId(imp))}::uuid`;
  const ofAccount = account === undefined ? 'true' : `c.account_id = ${parameters.id(account)}`;
  const ofCreator = creator === undefined ? 'true' : `x.creator_id = ${parameters.id(creator)}`;
  const { rows } = await tx.query<R>(
    `SELECT ${columns} FROM campaign c
      CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE campaign_id = c.campaign_id AND imp_id = ${id} OFFSET 0) AS x
      WHERE ${ofAccount} AND ${ofCreator} ORDER BY x.accepted_at, x.kind, x.ref`,
    parameters.values,
  );
  return rows;
}

type ChargeRow = { campaign_id: string; bucket: Date; kind: string; ref: string };
type FactRow = { campaign_id: string; bucket: Date; kind: string; accepted_at: Date; reason: number; billable: boolean };
