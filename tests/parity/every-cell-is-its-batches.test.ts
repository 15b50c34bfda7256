import { Database } from '@flywheel/database';
import type { PageQueryInput, ReportResult } from '@flywheel/http/reports';
import { cellTraceQuery, type CellTrace, type CellTraceQuery } from '@flywheel/http/traces';
import { ExportCell, TraceCell } from '@flywheel/report';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../stack/database.ts';
import { askPage, finance, only } from './ask.ts';
import { madeId, standSite } from './stand-site.ts';

const testDatabase = useTestDatabase();
let database: Database;
let now = 0;
const range = { from: '2026-03-01', to: '2026-03-29' };

beforeAll(async () => {
  database = new Database({ url: testDatabase.url, poolSize: 2 });
  ({ now } = await standSite(database, {
    viewers: 400,
    impressions: 3000,
    events: 4000,
    start: '2026-03-01T00:00:00Z',
    end: '2026-03-28T15:30:00Z',
  }));
});
afterAll(() => database.close());

type Query = Omit<PageQueryInput['queries'][number], 'id'>;
type Cell = Partial<CellTraceQuery> & Pick<CellTraceQuery, 'report'>;

async function ask(query: Query, tz: string): Promise<ReportResult> {
  return only(await askPage(database, now, { v: 1, range, tz, queries: [{ id: 'q', ...query }] }));
}

async function trace(cell: Cell): Promise<CellTrace> {
  const answer = await new TraceCell(database).run({ query: cellTraceQuery.parse({ ...range, ...cell }), principal: finance, now });
  if (answer.outcome !== 'traced') throw new Error(JSON.stringify(answer));
  return answer.trace;
}

/** Every page of a cell's batches, added up by metric as a reader would. */
async function addedUp(cell: Cell): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>();
  let after: string | undefined;
  do {
    const page = await trace({ ...cell, ...(after && { after }), limit: 200 });
    for (const batch of page.batches)
      for (const [metric, amount] of Object.entries(batch.values)) sums.set(metric, (sums.get(metric) ?? 0n) + BigInt(amount));
    after = page.next ?? undefined;
  } while (after);
  return sums;
}

const creator = madeId('crt', 2);
const account = madeId('acc', 1);
const views: readonly { report: Cell['report']; by: Query['by']; scope?: Query['scope']; tz?: string }[] = [
  ...(['day', 'week', 'month', 'account', 'campaign'] as const).map((by) => ({ report: 'revenue-by-day' as const, by })),
  { report: 'revenue-by-day', by: 'day', tz: 'Asia/Kolkata' },
  ...(['day', 'campaign', 'ad_set', 'ad', 'creative', 'placement', 'country', 'device'] as const).map((by) => ({
    report: 'advertiser-performance' as const,
    by,
    scope: { account },
  })),
  { report: 'campaign-detail', by: 'week', scope: { campaign: madeId('cmp', 1) } },
  { report: 'creator-earnings', by: 'day', scope: { creator } },
  { report: 'creator-earnings', by: 'content', scope: { creator } },
  { report: 'creator-content', by: 'content', scope: { creator } },
  { report: 'flywheel', by: 'flow' },
];
const traced = [
  'billings',
  'creator_share',
  'net_revenue',
  'billings_estimated',
  'spend',
  'spend_estimated',
  'earnings',
  'earnings_estimated',
];

describe('every cell is its batches', () => {
  it.each(views)('$report by $by $tz', async ({ report, by = 'day', scope = {}, tz = 'UTC' }) => {
    const result = await ask({ report, by, scope }, tz);
    const rows = result.rows.filter((row) => row.kind === 'row');
    const opened =
      report === 'flywheel'
        ? rows.filter((row) => row.key.startsWith('spend>'))
        : rows.filter((_, n) => n % 3 === 0 || n === rows.length - 1);
    expect(opened.length).toBeGreaterThan(0);
    let seen = 0n;
    for (const cell of [{ key: undefined, values: result.totals.values }, ...opened]) {
      const asked = { report, by, tz, ...scope, ...(cell.key !== undefined && { key: cell.key }) };
      const told = await trace({ ...asked, limit: 1 });
      // The country and the device of single impressions are finance's alone to see: the site's cells are asked with advertisers' eyes.
      if (cell.key !== undefined && (by === 'country' || by === 'device')) {
        expect(told.withheld?.k).toBe(50);
        expect(told.batches).toEqual([]);
        continue;
      }
      expect(told.figures.map((figure) => figure.differenceMicros)).toEqual(told.figures.map(() => '0'));
      const sums = await addedUp(asked);
      for (const { metric, reportMicros } of told.figures) {
        expect(`${metric} ${sums.get(metric) ?? 0n}`).toBe(`${metric} ${reportMicros}`);
        expect(reportMicros).toBe(String(cell.values[metric] ?? 0));
        if (traced.includes(metric)) seen += BigInt(reportMicros);
      }
    }
    if (report !== 'flywheel') expect(seen).toBeGreaterThan(0n);
  });

  it('accounts of the books: batches and other entries make every movement', async () => {
    const result = await ask({ report: 'ledger-by-account', by: 'ledger_account' }, 'UTC');
    for (const row of result.rows) {
      const told = await trace({ report: 'ledger-by-account', key: row.key, limit: 1 });
      expect(told.figures.map((figure) => [figure.metric, figure.differenceMicros])).toEqual([
        ['debits', '0'],
        ['credits', '0'],
        ['movement', '0'],
      ]);
      expect(told.figures[2]?.reportMicros).toBe(String(row.values['movement']));
    }
    expect((await trace({ report: 'ledger-by-account', key: '4010' })).others?.entries).toBe(0);
    expect((await trace({ report: 'ledger-by-account', key: `2010:${account}` })).others?.entries).toBeGreaterThan(0);
  });

  it('finance opens a country of the whole platform, and the file adds up to the cell', async () => {
    const cell = { report: 'advertiser-performance' as const, by: 'country' as const };
    const result = await ask(cell, 'UTC');
    const [row] = result.rows;
    const told = await trace({ ...cell, key: row?.key });
    expect(told.withheld).toBeNull();
    expect(told.figures[0]).toMatchObject({ metric: 'spend', reportMicros: row?.values['spend'], differenceMicros: '0' });
    const query = cellTraceQuery.parse({ ...range, ...cell, key: row?.key });
    const file = await new ExportCell(database).run({ query, principal: finance, now });
    if (file.outcome !== 'file') throw new Error('no file');
    const lines: string[][] = [];
    for await (const line of file.lines) lines.push(line.trimEnd().split(','));
    const at = lines[0]?.indexOf('spend_micros') ?? -1;
    const add = (kind: string) => lines.filter((line) => line[0] === kind).reduce((sum, line) => sum + BigInt(line[at] || 0), 0n);
    expect(add('batch')).toBe(BigInt(String(row?.values['spend'])));
    expect(add('total')).toBe(add('batch'));
    expect(lines.filter((line) => line[0] === 'batch')).toHaveLength(told.sealed.batches);
  });
});
