import { fromRowId, toRowId, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { SqlParameters } from '../reports/sql-parameters.ts';
import { batchMembers, postedOn } from './batch-members.sql.ts';
import type { BatchName, TracedBatch, TracedCell, TracedTotals } from './traced-cell.ts';

/** The batches of a cell from the one after `after` on, oldest minute first; at most `limit`. */
export async function readTracedBatches(
  tx: Tx,
  cell: TracedCell,
  page: { after: BatchName | undefined; limit: number },
): Promise<TracedBatch[]> {
  const parameters = new SqlParameters();
  const { after } = page;
  const members = batchMembers(cell, parameters, after?.bucket);
  const beyond = after
    ? `(bucket, campaign_id, gen) > (${parameters.at(after.bucket)}, ${parameters.id(after.campaign)}, ${parameters.add(after.gen)}::int)`
    : 'true';
  const { rows } = await tx.query<Row>(
    `SELECT * FROM (${members}) AS member WHERE ${beyond} ORDER BY bucket, campaign_id, gen LIMIT ${parameters.add(page.limit)}::int`,
    parameters.values,
  );
  return rows.map((row) => ({
    bucket: row.bucket.getTime(),
    campaign: fromRowId('cmp', row.campaign_id),
    gen: row.gen,
    sealed: row.sealed,
    rows: row.rows,
    chargedMicros: row.charged,
    sharedMicros: row.shared,
  }));
}

const none: TracedTotals = { batches: 0, rows: 0, chargedMicros: 0n, sharedMicros: 0n };

/** All batches of a cell added up by the database: those in the ledger, and minutes that are not sealed yet. */
export async function readTracedTotals(tx: Tx, cell: TracedCell): Promise<{ sealed: TracedTotals; unsealed: TracedTotals }> {
  const parameters = new SqlParameters();
  const { rows } = await tx.query<TotalRow>(
    `SELECT sealed, count(*) AS batches, sum(rows)::bigint AS rows, sum(charged)::bigint AS charged, sum(shared)::bigint AS shared
       FROM (${batchMembers(cell, parameters)}) AS member GROUP BY sealed`,
    parameters.values,
  );
  const of = (sealed: boolean): TracedTotals => {
    const row = rows.find((each) => each.sealed === sealed);
    return row ? { batches: Number(row.batches), rows: Number(row.rows), chargedMicros: row.charged, sharedMicros: row.shared } : none;
  };
  return { sealed: of(true), unsealed: of(false) };
}

/** What entries other than batches moved on a cell's account: how many entries, their debits and their credits. */
export async function readOtherEntries(tx: Tx, cell: TracedCell): Promise<{ entries: number; debitMicros: bigint; creditMicros: bigint }> {
  const parameters = new SqlParameters();
  const { rows } = await tx.query<{ entries: bigint; debit: bigint; credit: bigint }>(
    `SELECT count(DISTINCT entry_id) AS entries, coalesce(sum(amount_micros) FILTER (WHERE amount_micros > 0), 0)::bigint AS debit,
            coalesce(-sum(amount_micros) FILTER (WHERE amount_micros < 0), 0)::bigint AS credit
       FROM ${postedOn(cell, parameters)} WHERE NOT EXISTS (SELECT FROM batch b WHERE b.entry_id = p.entry_id)`,
    parameters.values,
  );
  const [row] = rows;
  return { entries: Number(row?.entries ?? 0n), debitMicros: row?.debit ?? 0n, creditMicros: row?.credit ?? 0n };
}

/** The last sealed minute, by its beginning; undefined before the first. */
export async function readSealedThrough(tx: Tx): Promise<Instant | undefined> {
  const { rows } = await tx.query<{ bucket: Date | null }>('SELECT max(bucket) AS bucket FROM sealed_bucket');
  return rows[0]?.bucket?.getTime();
}

/** The names of campaigns and of the advertisers they belong to, by campaign. */
export async function readCampaignNames(
  tx: Tx,
  campaigns: readonly string[],
): Promise<Map<string, { campaign: string; advertiser: string }>> {
  const { rows } = await tx.query<{ id: string; campaign: string; advertiser: string }>(
    `SELECT wire_id('cmp', campaign_id) AS id, c.name AS campaign, a.name AS advertiser
       FROM campaign c JOIN ad_account a USING (account_id) WHERE campaign_id = ANY ($1::uuid[])`,
    [campaigns.map((each) => toRowId(each as BatchName['campaign']))],
  );
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

type Row = { bucket: Date; campaign_id: string; gen: number; sealed: boolean; rows: number; charged: bigint; shared: bigint };
type TotalRow = { sealed: boolean; batches: bigint; rows: bigint; charged: bigint; shared: bigint };
