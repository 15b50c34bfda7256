import { CreateApiKey, CreatePerson } from '@flywheel/access';
import { createClient } from '@flywheel/http';
import type { MetricList } from '@flywheel/http/metrics';
import { pageAnswer, reportList } from '@flywheel/http/reports';
import type { HeldRole } from '@flywheel/http/roles';
import { formatMicros, micros } from '@flywheel/primitives';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeId, standSite } from '../../parity/stand-site.ts';
import { useRunningApi } from '../../stack/running-api.ts';
import { password, signIn } from '../access/two-owners.ts';

const api = useRunningApi();
const days = 'from=2024-03-01&to=2024-03-08';
const account = madeId('acc', 0);
let advertiser: Record<string, string>;
let financier: Record<string, string>;

async function member(email: string, held: HeldRole, from: string): Promise<Record<string, string>> {
  const created = await new CreatePerson(api.database).run({
    email,
    password,
    displayName: email,
    roles: [held],
    now: api.database.clock.now(),
  });
  if (created.outcome !== 'created') throw new Error(created.reason);
  return { cookie: await signIn(api.url, email, from) };
}

beforeAll(async () => {
  await standSite(api.database, {
    viewers: 100,
    impressions: 600,
    events: 600,
    start: '2024-03-01T00:00:00Z',
    end: '2024-03-07T12:00:00Z',
  });
  advertiser = await member('a@example.test', { role: 'advertiser.analyst', account }, '10.1.0.1');
  financier = await member('f@example.test', { role: 'finance.viewer' }, '10.1.0.2');
});

const get = (path: string, headers: Record<string, string>) => fetch(`${api.url}${path}`, { headers });

describe('reports over HTTP', () => {
  it('a page asks all its questions in one call', async () => {
    const body = {
      v: 1,
      scope: { account },
      range: { from: '2024-03-01', to: '2024-03-08' },
      queries: [
        { id: 'days', report: 'advertiser-home' },
        { id: 'ads', report: 'advertiser-performance', by: 'ad' },
      ],
    };
    const response = await fetch(`${api.url}/v1/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...advertiser },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    const answer = pageAnswer.parse(await response.json());
    expect(response.headers.get('etag')).toContain(answer.snapshot);
    expect(answer.results.map((result) => result.id)).toEqual(['days', 'ads']);
    expect(answer.results[0]?.totals.values['spend']).toBe(answer.results[1]?.totals.values['spend']);
  });

  it('the file has the rows and the total of the screen, to the micro', async () => {
    const query = `${days}&account=${account}&by=campaign`;
    const json = await get(`/v1/reports/advertiser-performance?${query}`, advertiser);
    const file = await get(`/v1/reports/advertiser-performance.csv?${query}`, advertiser);
    expect([json.status, file.status]).toEqual([200, 200]);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toBe(
      'attachment; filename="demo-advertiser-performance-by-campaign-2024-03-01-to-2024-03-08.csv"',
    );
    const result = pageAnswer.parse(await json.json()).results[0];
    const [head = '', ...lines] = (await file.text()).split('\r\n');
    expect(head).toMatch(/^row,campaign,campaign_label,impressions,.*,spend,spend_micros,.*,currency,world$/);
    const at = head.split(',').indexOf('spend_micros');
    const cells = lines.slice(0, -1).map((line) => line.split(','));
    expect(cells.map((cell) => cell[at])).toEqual([
      ...(result?.rows ?? []).map((row) => row.values['spend']),
      result?.totals.values['spend'],
    ]);
    expect(cells.map((cell) => cell[at - 1])).toEqual(cells.map((cell) => formatMicros(micros(BigInt(cell[at] ?? 0)))));
    expect(cells.at(-1)?.[0]).toBe('total');
    expect(cells.every((cell) => cell.at(-1) === 'demo')).toBe(true);
  });

  it('a title that looks like a formula is text in the file', async () => {
    const file = await get(`/v1/reports/creator-content.csv?${days}&creator=${madeId('crt', 0)}`, financier);
    expect(await file.text()).toContain(",'=Post,");
  });

  it('refusals name what is wrong and tell nothing of others', async () => {
    const codes = async (path: string, headers: Record<string, string>) => {
      const response = await get(path, headers);
      const problem = (await response.json()) as { code: string; field?: string };
      return [response.status, problem.code, problem.field];
    };
    expect(await codes(`/v1/reports/advertiser-home?${days}&account=${madeId('acc', 1)}`, advertiser)).toEqual([
      404,
      'not-found',
      undefined,
    ]);
    expect(await codes(`/v1/reports/revenue-by-day.csv?${days}`, advertiser)).toEqual([403, 'not-allowed', undefined]);
    expect(await codes(`/v1/reports/advertiser-home?${days}`, advertiser)).toEqual([422, 'invalid', 'scope.account']);
    expect(await codes(`/v1/reports/no-such-report?${days}`, financier)).toEqual([404, 'not-found', undefined]);
    expect(await codes('/v1/reports/flywheel?from=2024-03-08&to=2024-03-01', financier)).toEqual([422, 'invalid', 'to']);
    expect(await codes(`/v1/reports/flywheel?${days}`, {})).toEqual([401, 'sign-in-needed', undefined]);
  });

  it('a key reads, and exports only with the scope for it', async () => {
    const { secret } = await new CreateApiKey(api.database).run({
      name: 'reader',
      scopes: ['reports:read'],
      now: api.database.clock.now(),
    });
    const headers = { authorization: `Bearer ${secret}` };
    // Keys are checked in memory, which hears of a new one within seconds.
    await expect.poll(async () => (await get(`/v1/reports/revenue-by-day?${days}`, headers)).status, { timeout: 10_000 }).toBe(200);
    expect((await get(`/v1/reports/revenue-by-day.csv?${days}`, headers)).status).toBe(403);
  });

  it('lists every report and every metric with its words', async () => {
    const call = createClient({ base: api.url, cookie: financier['cookie'] ?? '' });
    const reports = await call('GET', '/v1/reports');
    expect(reports.ok && reportList.parse(reports.body).reports).toHaveLength(11);
    const metrics = (await (await get('/v1/metrics', financier)).json()) as MetricList;
    expect(metrics.metrics.find((metric) => metric.id === 'reach')).toMatchObject({
      total: 'requery',
      privacy: 'k-people',
      label: 'Reach',
    });
  });
});
