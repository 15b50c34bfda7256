import { Database } from '@flywheel/database';
import type { ReportResult } from '@flywheel/http/reports';
import { toCsv } from '@flywheel/report';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askPage, only } from '../../parity/ask.ts';
import { madeId, standSite } from '../../parity/stand-site.ts';
import { useTestDatabase } from '../../stack/database.ts';

const testDatabase = useTestDatabase();
let database: Database;
let now = 0;
const range = { from: '2026-03-01', to: '2026-03-08' };

beforeAll(async () => {
  database = new Database({ url: testDatabase.url, poolSize: 2 });
  ({ now } = await standSite(database, {
    viewers: 500,
    impressions: 900,
    events: 2600,
    start: '2026-03-01T00:00:00Z',
    end: '2026-03-08T00:00:00Z',
  }));
});
afterAll(() => database.close());

const creator = madeId('crt', 1);

async function audience(by: 'country' | 'device' | 'interest', of = creator): Promise<ReportResult> {
  return only(
    await askPage(database, now, { v: 1, scope: { creator: of }, range, queries: [{ id: 'a', report: 'creator-audience', by }] }),
  );
}

/** The audience as it is, read by a query of the test's own. */
async function truth(): Promise<Map<string, number>> {
  const { rows } = await database.read.query<{ country: string; people: number }>(
    `SELECT identity.country, count(DISTINCT viewer_key)::int AS people
       FROM engagement_event JOIN content USING (content_id) JOIN identity USING (viewer_key)
      WHERE content.creator_id = $1::uuid AND 'analytics' = ANY (purposes) GROUP BY identity.country`,
    [creator.slice(-32)],
  );
  return new Map(rows.map((row) => [row.country, row.people]));
}

describe('an audience of a few small countries', () => {
  it('shows large countries, folds small ones, and still sums to everyone', async () => {
    const [result, counted] = [await audience('country'), await truth()];
    const small = [...counted].filter(([, people]) => people < 50);
    expect(small.length).toBeGreaterThan(1);
    for (const row of result.rows) expect(Number(row.values['people'])).toBeGreaterThanOrEqual(50);
    for (const [country] of small) expect(result.rows.map((row) => row.key)).not.toContain(country);
    const everyone = [...counted.values()].reduce((sum, people) => sum + people, 0);
    expect(result.totals.values['people']).toBe(everyone);
    expect(result.rows.reduce((sum, row) => sum + Number(row.values['people']), 0)).toBe(everyone);
    expect(result.rows.at(-1)?.kind).toBe('under-k');
    expect(result.suppressed.k).toBe(50);
    expect(result.suppressed.rows).toBeGreaterThanOrEqual(small.length);
  });

  it('takes a large country into the fold when the small ones would not hide among themselves', async () => {
    const counted = await truth();
    const small = [...counted].filter(([, people]) => people < 50).reduce((sum, [, people]) => sum + people, 0);
    const result = await audience('country');
    const folded = result.rows.find((row) => row.kind === 'under-k');
    if (small < 50) expect(Number(folded?.values['people'])).toBeGreaterThan(small);
    expect(Number(folded?.values['people'])).toBeGreaterThanOrEqual(50);
  });

  it('tells the same in the file as on the screen', async () => {
    const lines = [...toCsv(await audience('country'), { currency: 'USD', world: 'demo' })];
    expect(lines.at(-2)).toMatch(/^under-k,,Groups under 50 people,/);
    expect(lines.at(-1)).toMatch(/^total,,,\d+,\d+,USD,demo\r\n$/);
    expect(lines.slice(1, -1).every((line) => Number(line.split(',')[3]) >= 50)).toBe(true);
  });

  it('counts a person once, at the device he uses most', async () => {
    const result = await audience('device');
    expect(result.rows.reduce((sum, row) => sum + Number(row.values['people']), 0)).toBe(result.totals.values['people']);
  });

  it('withholds a day’s reach under 50 and names it, while counts stay', async () => {
    const queries = [{ id: 'd', report: 'creator-overview' as const, by: 'hour' as const }];
    const result = only(
      await askPage(database, now, { v: 1, scope: { creator }, range: { from: '2026-03-01', to: '2026-03-02' }, queries }),
    );
    const withheld = result.rows.filter((row) => row.withheld?.includes('reach'));
    expect(withheld.length).toBeGreaterThan(10);
    for (const row of withheld) {
      expect([row.values['reach'], row.values['engagement_rate_reach']]).toEqual([null, null]);
      expect(row.values['views']).not.toBeNull();
    }
  });

  it('says nothing about somebody whose audience is under k as a whole', async () => {
    const nobody = `crt_${'0'.repeat(32)}` as const;
    const result = await audience('country', nobody as typeof creator);
    expect([result.rows, result.totals.values['people']]).toEqual([[], 0]);
  });
});
