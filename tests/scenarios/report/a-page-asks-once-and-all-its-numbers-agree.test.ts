import { Database } from '@flywheel/database';
import { pageQuery, type PageQueryInput } from '@flywheel/http/reports';
import type { Principal } from '@flywheel/http/roles';
import { RunReport, type ReportOutcome } from '@flywheel/report';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askPage, finance, only, operator } from '../../parity/ask.ts';
import { madeId, standSite } from '../../parity/stand-site.ts';
import { useTestDatabase } from '../../stack/database.ts';

const testDatabase = useTestDatabase();
let database: Database;
let now = 0;

beforeAll(async () => {
  database = new Database({ url: testDatabase.url, poolSize: 2 });
  ({ now } = await standSite(database, {
    viewers: 200,
    impressions: 1200,
    events: 1500,
    start: '2026-03-01T00:00:00Z',
    end: '2026-03-14T15:30:00Z',
  }));
});
afterAll(() => database.close());

const person = (...roles: Extract<Principal, { kind: 'person' }>['roles']): Principal => ({
  kind: 'person',
  person: 'usr_1',
  displayName: 'A',
  roles,
});
const advertiser = person({ role: 'advertiser.owner', account: madeId('acc', 0) });
const maker = person({ role: 'creator.owner', creator: madeId('crt', 2) });
const machine: Principal = { kind: 'key', key: 'key_1', scopes: ['reports:read'] };

async function outcome(
  principal: Principal,
  query: Partial<PageQueryInput['queries'][number]>,
  more: Partial<PageQueryInput> = {},
): Promise<string> {
  const queries = [{ id: 'q', report: 'advertiser-home' as const, ...query }];
  const page = pageQuery.parse({ v: 1, range: { from: '2026-03-01', to: '2026-03-15' }, queries, ...more });
  const result: ReportOutcome = await new RunReport(database).run({ page, principal, now });
  return result.outcome === 'refused' ? `refused ${result.field}` : result.outcome;
}

describe('who may ask what', () => {
  it('an advertiser asks about his own account, by name, and about nobody else’s', async () => {
    expect(await outcome(advertiser, { scope: { account: madeId('acc', 0) } })).toBe('answered');
    expect(await outcome(advertiser, { scope: { account: madeId('acc', 1) } })).toBe('hidden');
    expect(await outcome(advertiser, {})).toBe('refused scope.account');
    expect(await outcome(advertiser, { report: 'creator-earnings', scope: { creator: madeId('crt', 2) } })).toBe('forbidden');
    expect(await outcome(advertiser, { report: 'revenue-by-day' })).toBe('forbidden');
  });

  it('a campaign is found only by who owns its account, whatever account is named beside it', async () => {
    const detail = { report: 'campaign-detail' as const };
    expect(await outcome(advertiser, { ...detail, scope: { campaign: madeId('cmp', 3) } })).toBe('answered');
    expect(await outcome(advertiser, { ...detail, scope: { campaign: madeId('cmp', 1) } })).toBe('hidden');
    expect(await outcome(advertiser, { ...detail, scope: { campaign: madeId('cmp', 1), account: madeId('acc', 0) } })).toBe('hidden');
    expect(await outcome(finance, { ...detail, scope: { campaign: `cmp_${'0'.repeat(32)}` } })).toBe('hidden');
    expect(await outcome(finance, detail)).toBe('refused scope.campaign');
  });

  it('a creator asks about himself; finance about all; the operator about intake; a key about what its scope says', async () => {
    expect(await outcome(maker, { report: 'creator-overview', scope: { creator: madeId('crt', 2) } })).toBe('answered');
    expect(await outcome(maker, { report: 'creator-overview', scope: { creator: madeId('crt', 3) } })).toBe('hidden');
    expect(await outcome(finance, { report: 'creator-overview', scope: { creator: madeId('crt', 3) } })).toBe('answered');
    expect(await outcome(finance, { report: 'ingest-by-day' })).toBe('forbidden');
    expect(await outcome(operator, { report: 'ingest-by-day' })).toBe('answered');
    expect(await outcome(machine, { report: 'revenue-by-day' })).toBe('answered');
    expect(await outcome(machine, { report: 'ledger-by-account' })).toBe('forbidden');
    expect(await outcome({ kind: 'public' }, {})).toBe('forbidden');
  });

  it('one foreign question hides the whole page', async () => {
    const queries = [madeId('acc', 0), madeId('acc', 1)].map((account) => ({
      id: account,
      report: 'advertiser-home' as const,
      scope: { account },
    }));
    expect(await outcome(advertiser, {}, { queries })).toBe('hidden');
  });

  it('an unknown word is refused by its place', async () => {
    expect(await outcome(finance, { by: 'interest' })).toBe('refused queries.0.by');
    expect(await outcome(finance, { metrics: ['impressions', 'earnings'] })).toBe('refused queries.0.metrics');
    expect(await outcome(finance, { sort: '-views' })).toBe('refused queries.0.sort');
    expect(await outcome(finance, {}, { tz: 'Mars/Olympus' })).toBe('refused tz');
    expect(await outcome(finance, {}, { range: { from: '2020-01-01', to: '2026-01-01' } })).toBe('refused range');
  });
});

describe('a page', () => {
  const range = { from: '2026-03-08', to: '2026-03-16' };

  it('answers every question from one snapshot, rows of time aligned with their comparison', async () => {
    const page = await askPage(database, now, {
      v: 1,
      range,
      compare: 'previous',
      queries: [
        { id: 'days', report: 'advertiser-home' },
        { id: 'campaigns', report: 'advertiser-home', by: 'campaign', metrics: ['impressions', 'spend'], sort: '-spend', limit: 2 },
      ],
    });
    const [days, campaigns] = page.results;
    expect(page.ranges.compare).toMatchObject({ from: '2026-02-22', to: '2026-03-02' });
    expect(days?.buckets?.map((bucket) => bucket.incomplete)).toEqual([false, false, false, false, false, false, true, true]);
    expect(days?.rows.map((row) => row.key)).toEqual(days?.buckets?.map((bucket) => bucket.key));
    expect(days?.rows.at(-1)?.values['impressions']).toBeNull();
    expect(days?.previous?.rows.map((row) => row.key).slice(0, 2)).toEqual(['2026-02-22', '2026-02-23']);
    expect(days?.previous?.rows[0]?.values['impressions']).toBe(0);
    expect(campaigns?.rows).toHaveLength(2);
    expect(campaigns?.rowCount).toBe(6);
    expect(campaigns?.totals.values['impressions']).toBe(days?.totals.values['impressions']);
    expect(campaigns?.columns.map((column) => column.id)).toEqual(['campaign', 'impressions', 'spend']);
    expect(campaigns?.rows[0]?.label).toMatch(/^Campaign \d$/);
    expect(days?.series?.['spend']).toEqual(days?.rows.map((row) => row.values['spend']));
  });

  it('compares a day that is still running with the same hours of the day before', async () => {
    const today = { from: '2026-03-14', to: '2026-03-15' };
    const result = only(
      await askPage(database, now, {
        v: 1,
        range: today,
        compare: 'previous',
        queries: [{ id: 'q', report: 'advertiser-home', by: 'hour' }],
      }),
    );
    const hours = result.previous?.rows.map((row) => row.values['impressions']) ?? [];
    expect(hours.slice(0, 16).every((value) => value !== null)).toBe(true);
    expect(hours.slice(16).every((value) => value === null)).toBe(true);
    const { rows } = await database.read.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM delivery_fact WHERE kind = 'impression' AND reason = 0 AND bucket >= '2026-03-07'
        AND bucket < '2026-03-07 15:30'`,
    );
    expect(result.previous?.totals.values['impressions']).toBe(rows[0]?.n);
  });

  it('keeps its snapshot while nothing changes and moves it when something does', async () => {
    const ask = () => askPage(database, now, { v: 1, range, queries: [{ id: 'q', report: 'revenue-by-day' }] });
    const [first, second] = [await ask(), await ask()];
    expect(second).toEqual(first);
    await database.inTransaction((tx) => tx.query(`UPDATE ingest_batch SET accepted_at = accepted_at + interval '1 second'`));
    expect((await ask()).snapshot).not.toBe(first.snapshot);
  });
});
