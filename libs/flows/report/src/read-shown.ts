import type { ShownAmount } from '@flywheel/database/reconciliation';
import { pageQuery, type PageQueryInput, type ReportResult } from '@flywheel/http/reports';
import type { Principal } from '@flywheel/http/roles';
import { assert, utcDay, type Id, type Instant } from '@flywheel/primitives';
import { readCsv } from '@flywheel/reporting/csv';
import type { Tx } from '@flywheel/runtime';
import { RunReport } from './run-report.ts';
import { toCsv } from './to-csv.ts';

type Query = PageQueryInput['queries'][number];

/** A report that reads revenue, by which of its metrics it is compared, and what its rows are called in the comparison. */
type Shown = { query: Query; metric: string; keyOf?: (row: string) => string; totalKey?: string };

const mostCreators = 100;
const questionsAPage = 16;
const dayMs = 86_400_000;
const reader: Principal = { kind: 'person', person: 'usr_ladder', displayName: 'Ladder', roles: [{ role: 'finance.viewer' }] };

const shownToAll: readonly Shown[] = [
  { query: question('revenue-by-day', 'month'), metric: 'billings', keyOf: (row) => `revenue-by-day ${row}` },
  { query: question('revenue-by-day', 'month'), metric: 'creator_share', keyOf: (row) => `revenue-by-day shared ${row}` },
  { query: question('revenue-by-day', 'account'), metric: 'billings', keyOf: (row) => `revenue-by-day ${row}` },
  { query: question('revenue-by-day', 'campaign'), metric: 'billings', keyOf: (row) => `revenue-by-day ${row}` },
  { query: question('advertiser-performance', 'campaign'), metric: 'spend', keyOf: (row) => `advertiser-performance ${row}` },
  { query: question('advertiser-performance', 'creative'), metric: 'spend', totalKey: 'advertiser-performance by creative' },
  { query: question('flywheel', 'flow'), metric: 'flow_amount', totalKey: 'flywheel spend' },
  { query: question('ledger-by-account', 'ledger_account'), metric: 'closing', keyOf: (row) => `ledger-by-account ${row}` },
];

/**
 * Every amount of revenue that a report shows, over all time and in each currency of the books, from the caller's snapshot: as on the
 * screen, and as read again from its CSV file. Creators are asked about one by one: the 100 with the highest earnings.
 */
export async function readShown(tx: Tx): Promise<ShownAmount[]> {
  const range = await readRange(tx);
  if (!range) return [];
  const { rows } = await tx.query<{ currency: string }>('SELECT DISTINCT currency FROM books.balance ORDER BY 1');
  const amounts: ShownAmount[] = [];
  for (const { currency } of rows) {
    const shown = [...shownToAll, ...(await readCreators(tx, currency)).map(earningsOf)];
    for (let from = 0; from < shown.length; from += questionsAPage) {
      amounts.push(...(await askPage(tx, { range, currency, shown: shown.slice(from, from + questionsAPage) })));
    }
  }
  return amounts;
}

type Page = { range: PageQueryInput['range']; currency: string; shown: readonly Shown[] };

async function askPage(tx: Tx, { range, currency, shown }: Page): Promise<ShownAmount[]> {
  const queries = shown.map(({ query, metric }, at) => ({ ...query, id: String(at), metrics: [metric] }));
  const page = pageQuery.parse({ v: 1, range, currency, queries });
  const inThis = { inSnapshot: <T>(fn: (view: Tx) => Promise<T>): Promise<T> => fn(tx) };
  const result = await new RunReport(inThis).run({ page, principal: reader, now: Date.parse(range.to) });
  assert(result.outcome === 'answered', 'whoever climbs the ladder may ask every report');
  return shown.flatMap((each, at) => {
    const answer = result.answer.results[at];
    return answer ? amountsOf(each, answer, currency) : [];
  });
}

function amountsOf({ metric, keyOf, totalKey }: Shown, result: ReportResult, currency: string): ShownAmount[] {
  const inFile = fileAmounts(result, metric, currency);
  const amount = (key: string, value: unknown, file: bigint | undefined): ShownAmount => {
    const opens = /(acc|cmp|crt)_[0-9a-f]{32}$/.exec(key)?.[0] ?? null;
    return { key, opens, currency, screenMicros: BigInt(String(value ?? 0)), fileMicros: file ?? 0n };
  };
  const ofRows = keyOf ? result.rows.map((row) => amount(keyOf(row.key), row.values[metric], inFile.get(row.key))) : [];
  return totalKey ? [...ofRows, amount(totalKey, result.totals.values[metric], inFile.get('total'))] : ofRows;
}

/** The amounts of a file by the key of their row; its total under `total`. */
function fileAmounts(result: ReportResult, metric: string, currency: string): Map<string, bigint> {
  const [head = [], ...lines] = readCsv([...toCsv(result, { currency, world: '' })].join(''));
  const at = head.indexOf(`${metric}_micros`);
  return new Map(lines.map((cells) => [cells[0] === 'total' ? 'total' : (cells[1] ?? ''), BigInt(cells[at] || 0)]));
}

function question(report: Query['report'], by: NonNullable<Query['by']>): Query {
  return { id: report, report, by };
}

function earningsOf(creator: Id<'crt'>): Shown {
  const query: Query = { ...question('creator-earnings', 'content'), scope: { creator } };
  return { query, metric: 'earnings', totalKey: `creator-earnings ${creator}` };
}

async function readCreators(tx: Tx, currency: string): Promise<Array<Id<'crt'>>> {
  const { rows } = await tx.query<{ creator: Id<'crt'> }>(
    `SELECT wire_id('crt', creator_id) AS creator FROM batch_slice WHERE currency = $1 AND creator_id IS NOT NULL
     GROUP BY creator_id ORDER BY sum(share_micros) DESC, creator_id LIMIT ${mostCreators}`,
    [currency],
  );
  return rows.map(({ creator }) => creator);
}

/** The days that hold anything of the books, from the first of their month on; undefined before the first entry. */
async function readRange(tx: Tx): Promise<PageQueryInput['range'] | undefined> {
  const { rows } = await tx.query<{ first: Date | null; last: Date | null }>(
    `SELECT least(min(effective_at)::timestamptz, (SELECT min(bucket) FROM batch)) AS first,
            greatest(max(effective_at)::timestamptz, (SELECT max(bucket) FROM batch)) AS last FROM books.entry`,
  );
  const { first, last } = rows[0] ?? { first: null, last: null };
  return first && last ? { from: `${utcDay(first.getTime()).slice(0, 7)}-01`, to: utcDay((last.getTime() + dayMs) as Instant) } : undefined;
}
