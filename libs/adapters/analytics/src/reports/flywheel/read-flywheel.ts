import type { Tx } from '@flywheel/runtime';
import type { SourceAnswer, SourceQuestion, SourceRow } from '../report-source.ts';
import { inWindow } from '../row-key.ts';
import { SqlParameters } from '../sql-parameters.ts';

const words: Record<string, string> = {
  spend: 'Ad spend',
  creators: 'Creators',
  platform: 'Platform',
  kept: 'Kept',
  earlier: 'Earlier months',
};

/**
 * The ways of one range's ad spend: to creators, to the platform, and of the platform's part into the funds or kept. Allocations come
 * out of months that are closed by then: what exceeds this range's net revenue flows in from earlier months.
 */
export async function readFlywheel(tx: Tx, question: SourceQuestion): Promise<SourceAnswer> {
  const { billed, shared } = await readBilled(tx, question);
  const funds = await readFunds(tx, question);
  const net = billed - shared;
  const reinvested = funds.reduce((sum, each) => sum + each.amount, 0n);
  const earlier = reinvested > net ? reinvested - net : 0n;
  const ways = [
    way('spend', 'creators', shared),
    way('spend', 'platform', net),
    way('earlier', 'platform', earlier),
    ...funds.map(({ fund, amount }) => way('platform', `fund:${fund}`, amount)),
    way('platform', 'kept', net + earlier - reinvested),
  ];
  return { rows: ways.filter((row) => row.fields['flowMicros'] !== 0n), requeried: { flowMicros: billed } };
}

async function readBilled(tx: Tx, question: SourceQuestion): Promise<{ billed: bigint; shared: bigint }> {
  const parameters = new SqlParameters();
  const sql = `
SELECT coalesce(sum(amount_micros), 0)::bigint AS billed, coalesce(sum(share_micros), 0)::bigint AS shared
  FROM batch
 WHERE currency = ${parameters.add(question.currency)} AND ${inWindow(question, 'bucket', parameters)}`;
  const { rows } = await tx.query<{ billed: bigint; shared: bigint }>(sql, parameters.values);
  return rows[0] ?? { billed: 0n, shared: 0n };
}

async function readFunds(tx: Tx, question: SourceQuestion): Promise<{ fund: string; amount: bigint }[]> {
  const sql = `
SELECT split_part(account, ':', 2) AS fund, -sum(amount_micros)::bigint AS amount
  FROM books.entry JOIN books.posting USING (entry_id)
 WHERE kind = 'reinvestment' AND account LIKE '3100:%' AND currency = $1 AND effective_at >= $2::date AND effective_at < $3::date
 GROUP BY 1 ORDER BY 1`;
  return (await tx.query<{ fund: string; amount: bigint }>(sql, [question.currency, question.days.from, question.days.to])).rows;
}

function way(from: string, to: string, amount: bigint): SourceRow {
  return { key: `${from}>${to}`, label: `${wordOf(from)} → ${wordOf(to)}`, fields: { flowMicros: amount } };
}

/** `fund:TrustSafety` reads "Trust and safety", `fund:CreatorFund` "Creator fund". */
function wordOf(node: string): string {
  if (!node.startsWith('fund:')) return words[node] ?? node;
  const fund = node.slice('fund:'.length);
  const spaced = fund
    .replace('TrustSafety', 'TrustAndSafety')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
