import { CreatePerson } from '@flywheel/access';
import { createLogger, readEnv } from '@flywheel/runtime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type RunningApi } from '../../../apps/api/src/start-api.ts';
import { openCutConnection, type CutConnection } from '../../stack/cut-connection.ts';
import { useTestDatabase } from '../../stack/database.ts';

const fresh = useTestDatabase();
let way: CutConnection;
let api: RunningApi;

beforeAll(async () => {
  way = await openCutConnection(fresh.url);
  api = await startApi(readEnv({ DATABASE_URL: way.url, WORLD: 'demo', PORT: '0' }), createLogger('silent'));
});
afterAll(async () => {
  await api.stop();
  await way.cut();
});

async function healthWithin(ms: number, status: number): Promise<object> {
  const deadline = performance.now() + ms;
  for (;;) {
    const response = await fetch(`${api.url}/health`);
    const body = (await response.json()) as object;
    if (response.status === status) return body;
    if (performance.now() > deadline) throw new Error(`health is ${response.status} after ${ms} ms`);
  }
}

it('the api says so, refuses loudly, and goes on when the database is back', async () => {
  const now = api.database.clock.now();
  await new CreatePerson(api.database).run({
    email: 'a@example.test',
    password: 'a sentence nobody guesses',
    displayName: 'A',
    roles: [{ role: 'ops' }],
    now,
    demoTile: 'operator',
  });
  const demo = (): Promise<Response> =>
    fetch(`${api.url}/v1/session/demo`, { method: 'POST', body: '{"role":"operator"}', headers: { 'content-type': 'application/json' } });
  expect((await demo()).status).toBe(200);

  await way.cut();
  expect(await healthWithin(3000, 503)).toEqual({ status: 'degraded', database: 'away' });
  const refused = await demo();
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(await refused.json()).toMatchObject({ status: 503, code: 'unavailable' });

  await way.mend();
  expect(await healthWithin(5000, 200)).toEqual({ status: 'ok', database: 'ok' });
  expect((await demo()).status).toBe(200);
});
