import { Database } from '@flywheel/database';
import type { PageQueryInput, ReportResult } from '@flywheel/http/reports';
import { toCsv } from '@flywheel/report';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../stack/database.ts';
import { amountOf, askPage, finance, only, operator } from './ask.ts';
import { madeId, standSite, unsealedMs } from './stand-site.ts';

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

type Query = PageQueryInput['queries'][number];

async function ask(query: Omit<Query, 'id'>, more: Partial<PageQueryInput> = {}): Promise<ReportResult> {
  const principal = query.report === 'ingest-by-day' ? operator : finance;
  return only(await askPage(database, now, { v: 1, range, queries: [{ id: 'q', ...query }], ...more }, principal));
}

async function ledger(sql: string, ...params: unknown[]): Promise<bigint> {
  const { rows } = await database.read.query<{ amount: bigint }>(`SELECT coalesce(sum(amount_micros), 0)::bigint AS amount ${sql}`, params);
  return rows[0]?.amount ?? 0n;
}

function sumOf(result: ReportResult, id: string): bigint {
  return result.rows.reduce((sum, row) => sum + BigInt(row.values[id] ?? 0), 0n);
}

/** What a spreadsheet would add up: the column of that name, rows only; and the file's own total. */
function fromCsv(result: ReportResult, id: string): { sum: bigint; total: bigint } {
  const [head = [], ...lines] = [...toCsv(result, { currency: 'USD', world: 'demo' })].map((line) => line.trimEnd().split(','));
  const at = head.indexOf(id);
  const cells = (kind: (row: string | undefined) => boolean) => lines.filter((line) => kind(line[0])).map((line) => BigInt(line[at] || 0));
  const add = (values: bigint[]) => values.reduce((sum, value) => sum + value, 0n);
  return { sum: add(cells((kind) => kind !== 'total')), total: add(cells((kind) => kind === 'total')) };
}

describe('one number has one value', () => {
  const spendViews = ['day', 'hour', 'week', 'month', 'campaign', 'ad_set', 'ad', 'creative', 'placement', 'country', 'device'] as const;

  it.each(spendViews)('spend by %s: rows = total = CSV = ledger', async (by) => {
    const hours = by === 'hour' ? { range } : {};
    const result = await ask({ report: 'advertiser-performance', by }, hours);
    const booked = -(await ledger(`FROM books.posting WHERE account = '4010'`));
    expect(booked).toBeGreaterThan(0n);
    expect(amountOf(result.totals.values, 'spend')).toBe(booked);
    expect(sumOf(result, 'spend')).toBe(booked);
    expect(fromCsv(result, 'spend_micros')).toEqual({ sum: booked, total: booked });
    expect(sumOf(result, 'impressions')).toBe(BigInt(result.totals.values['impressions'] ?? 0));
  });

  it('spend of each advertiser = what left his campaigns’ holds', async () => {
    for (const n of [0, 1, 2]) {
      const result = await ask({ report: 'advertiser-home', by: 'campaign', scope: { account: madeId('acc', n) } });
      expect(result.rows.map((row) => row.key).sort()).toEqual([madeId('cmp', n), madeId('cmp', n + 3)].sort());
      for (const row of result.rows) {
        const held = await ledger(
          `FROM books.posting JOIN books.entry USING (entry_id) WHERE kind = 'batch' AND account = '2020:' || $1`,
          row.key,
        );
        expect(amountOf(row.values, 'spend')).toBe(held);
      }
    }
  });

  it('earnings by day = by content = the creator’s account', async () => {
    for (const n of [0, 3]) {
      const scope = { creator: madeId('crt', n) };
      const credited = -(await ledger(`FROM books.posting WHERE account = '2110:' || $1`, scope.creator));
      for (const query of [
        { report: 'creator-overview', by: 'day' },
        { report: 'creator-earnings', by: 'day' },
        { report: 'creator-earnings', by: 'content' },
        { report: 'creator-content', by: 'content' },
      ] as const) {
        const result = await ask({ ...query, scope });
        expect(amountOf(result.totals.values, 'earnings'), query.report).toBe(credited);
        expect(fromCsv(result, 'earnings_micros'), query.report).toEqual({ sum: credited, total: credited });
      }
    }
  });

  it('revenue by day = by advertiser = ledger, and shared + net = billed', async () => {
    for (const by of ['day', 'account', 'campaign'] as const) {
      const { totals } = await ask({ report: 'revenue-by-day', by });
      expect(amountOf(totals.values, 'billings')).toBe(-(await ledger(`FROM books.posting WHERE account = '4010'`)));
      expect(amountOf(totals.values, 'creator_share')).toBe(await ledger(`FROM books.posting WHERE account = '5010'`));
      expect(amountOf(totals.values, 'net_revenue') + amountOf(totals.values, 'creator_share')).toBe(amountOf(totals.values, 'billings'));
    }
    const byDay = await ask({ report: 'revenue-by-day' });
    expect(amountOf(byDay.totals.values, 'reinvested')).toBe(600_000n);
    expect(byDay.rows.find((row) => row.key === '2026-03-27')?.values['reinvested']).toBe('600000');
  });

  it('charges of the last hours are estimated, never in both columns', async () => {
    const { rows } = await database.read.query<{ open: bigint; sealed: bigint }>(
      `SELECT sum(price_micros) FILTER (WHERE bucket >= $1)::bigint AS open,
        sum(price_micros) FILTER (WHERE bucket < $1)::bigint AS sealed FROM charge`,
      [new Date(now - unsealedMs - 60_000)],
    );
    const { totals } = await ask({ report: 'revenue-by-day' });
    expect(amountOf(totals.values, 'billings') + amountOf(totals.values, 'billings_estimated')).toBe(
      (rows[0]?.open ?? 0n) + (rows[0]?.sealed ?? 0n),
    );
    expect(amountOf(totals.values, 'billings_estimated')).toBeGreaterThan(0n);
    const byAd = await ask({ report: 'advertiser-performance', by: 'ad' });
    expect(sumOf(byAd, 'spend_estimated')).toBe(amountOf(totals.values, 'billings_estimated'));
  });

  it('what flows into the platform flows out of it', async () => {
    const result = await ask({ report: 'flywheel' });
    const flow = (test: (key: string) => boolean) =>
      result.rows.filter((row) => test(row.key)).reduce((sum, row) => sum + amountOf(row.values, 'flow_amount'), 0n);
    expect(flow((key) => key.endsWith('>platform'))).toBe(flow((key) => key.startsWith('platform>')));
    expect(flow((key) => key.startsWith('spend>'))).toBe(amountOf(result.totals.values, 'flow_amount'));
    expect(result.rows.map((row) => row.label)).toContain('Platform → Trust and safety');
  });

  it('the books balance at every time, and each account closes at its balance', async () => {
    for (const to of ['2026-03-10', '2026-03-29']) {
      const { totals } = await ask({ report: 'ledger-by-account' }, { range: { from: '2026-03-05', to } });
      expect([totals.values['opening'], totals.values['movement'], totals.values['closing']]).toEqual(['0', '0', '0']);
      expect(totals.values['debits']).toBe(totals.values['credits']);
    }
    const result = await ask({ report: 'ledger-by-account' });
    for (const row of result.rows) {
      expect(amountOf(row.values, 'closing'), row.label).toBe(
        (await database.read.query<{ b: bigint }>(`SELECT balance_micros AS b FROM books.balance WHERE account = $1`, [row.key])).rows[0]
          ?.b,
      );
    }
    expect(result.rows.map((row) => row.label)).toContain('2020 Held for campaign · Campaign 1');
  });

  it('reach is asked anew and never the sum of its rows; ratios are sums over sums', async () => {
    const result = await ask({ report: 'advertiser-performance', by: 'campaign' });
    const { rows } = await database.read.query<{ people: bigint }>(
      `SELECT count(DISTINCT viewer_key) AS people FROM delivery_fact JOIN delivery_viewer USING (imp_id) JOIN identity USING (viewer_key)
        WHERE kind = 'impression' AND reason = 0 AND 'analytics' = ANY (purposes)`,
    );
    expect(BigInt(result.totals.values['reach'] ?? 0)).toBe(rows[0]?.people);
    expect(sumOf(result, 'reach')).toBeGreaterThan(rows[0]?.people ?? 0n);
    const clicks = Number(result.totals.values['clicks']);
    expect(result.totals.values['ctr']).toBeCloseTo(clicks / Number(result.totals.values['impressions']), 9);
  });

  it('intake counts add up: received = stored + duplicate + quarantined', async () => {
    for (const by of ['day', 'source'] as const) {
      const { totals } = await ask({ report: 'ingest-by-day', by });
      const [received, ...parts] = ['received', 'stored', 'duplicate', 'quarantined'].map((id) => Number(totals.values[id]));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(received);
    }
  });

  it('the same money lies in the same total in whatever zone days are made', async () => {
    const wide = { from: '2026-02-27', to: '2026-03-31' };
    const totals = [];
    for (const tz of ['UTC', 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu']) {
      const result = await ask({ report: 'revenue-by-day' }, { range: wide, tz });
      expect(sumOf(result, 'billings')).toBe(amountOf(result.totals.values, 'billings'));
      totals.push(result.totals.values);
    }
    expect(new Set(totals.map((values) => JSON.stringify(values))).size).toBe(1);
  });
});
