import { reportProgress } from '@flywheel/database/world';
import { createClient } from '@flywheel/http';
import type { WorldView } from '@flywheel/http/world';
import { expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';

const api = useRunningApi({ WORLD: 'replay' });

it('the api tells its world, how far its seeding has come, and which days have events', async () => {
  const call = createClient({ base: api.url });
  const { read } = api.database;
  const now = api.database.clock.now();
  await reportProgress(read, { name: 'seeding', done: 3, total: 90, note: 'day 3', now });
  const before = await call<WorldView>('GET', '/v1/world');
  expect(before).toMatchObject({
    body: { name: 'replay', markedDemo: true, seeding: { done: 3, total: 90, note: 'day 3' }, segmentMinPeople: 20, firstDay: null },
  });

  await read.query(`SELECT ensure_event_days('{2018-01-03,2018-05-31,2018-06-02}')`);
  for (const at of ['2018-01-03T10:00:00Z', '2018-05-31T23:59:59Z']) {
    await read.query(
      `INSERT INTO engagement_event (event_id, at, kind, source, batch_id, accepted_at)
       VALUES ('e', $1, 'view', 'test', gen_random_uuid(), now())`,
      [at],
    );
  }
  await reportProgress(read, { name: 'seeding', done: 90, total: 90, note: 'done', now });
  await expect
    .poll(() => call('GET', '/v1/world'), { timeout: 10_000, interval: 500 })
    .toMatchObject({ body: { seeding: null, firstDay: '2018-01-03', lastDay: '2018-05-31', now: '2018-05-31T23:59:59.000Z' } });
});
