import { CreateApiKey } from '@flywheel/access';
import type { EventsResponse } from '@flywheel/http/events';
import type { ViewerSegments } from '@flywheel/http/segments';
import { RefreshShares } from '@flywheel/learn';
import { systemRandom } from '@flywheel/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';

describe('a like that comes over HTTP', () => {
  const api = useRunningApi({ WORLD: 'demo' });
  let headers: Record<string, string> = {};
  const call = async <T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const sent = body === undefined ? { headers } : { headers: { ...headers, 'content-type': 'application/json' }, body: text };
    const answer = await fetch(`${api.url}${path}`, { method, ...sent });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  const at = (): string => new Date(api.database.clock.now()).toISOString();
  const likes = (viewer: string, topic: string, times: number): object[] =>
    Array.from({ length: times }, (_, i) => ({
      v: 1,
      id: `${viewer}-${topic}-${i}`,
      kind: 'like',
      at: at(),
      viewer,
      content: `on-${topic}`,
    }));

  beforeAll(async () => {
    const now = api.database.clock.now();
    const scopes = ['events:write', 'content:write', 'segments:read'] as const;
    const { secret } = await new CreateApiKey(api.database).run({ name: 'platform', scopes: [...scopes], now });
    headers = { authorization: `Bearer ${secret}` };
    const crowd = Array.from({ length: 20 }, (_, i) => `member-${i}`);
    const purposes = ['analytics', 'personalisation', 'ads'];
    // The edge hears of a new key within a second or so.
    await until(
      async () => (await call('PUT', '/v1/viewers', { items: [...crowd, 'ann'].map((id) => ({ id, purposes })) })).status === 200,
    );
    await call('PUT', '/v1/creators', { items: [{ id: 'cora', name: 'Cora' }] });
    const items = ['chess', 'jazz'].map((tag) => ({ id: `on-${tag}`, creator: 'cora', tags: [tag], publishedAt: at() }));
    await call('PUT', '/v1/contents', { items });
    await call('POST', '/v1/events', { events: crowd.flatMap((id) => likes(id, 'chess', 3)) });
    await until(async () => (await backlog()) === 0);
    await new RefreshShares(api.database, systemRandom, 20).run({ now: api.database.clock.now(), everyone: true });
  });
  const backlog = async (): Promise<number> => (await call<{ backlog: number }>('GET', '/v1/ingest/status')).body.backlog;

  it('is a membership with its reason within two seconds', async () => {
    const began = performance.now();
    const answer = await call<EventsResponse>('POST', '/v1/events', { events: likes('ann', 'jazz', 3) });
    expect(answer).toMatchObject({ status: 200, body: { received: 3, stored: 3 } });
    const read = (): Promise<{ body: ViewerSegments }> => call<ViewerSegments>('GET', '/v1/viewers/ann/segments');
    await until(async () => (await read()).body.segments.length > 0);
    expect(performance.now() - began).toBeLessThan(2000);
    const { segments } = (await read()).body;
    expect(segments.find(({ node }) => node === 'tag:jazz')?.explanation.reasons[0]).toMatchObject({ action: 'like', count: 3 });
  });

  it('is refused as a whole only when the envelope can not be read', async () => {
    expect((await call('POST', '/v1/events', '{"events": [')).status).toBe(400);
    expect((await call('POST', '/v1/events', { events: [] })).status).toBe(400);
    expect((await call('POST', '/v1/events', { events: [], more: 1 })).status).toBe(400);
    expect((await call('POST', '/v1/events', { events: Array.from({ length: 1001 }, () => ({})) })).status).toBe(400);
    const noise = await call<EventsResponse>('POST', '/v1/events', { events: [7, 'x', null, [], likes('ann', 'jazz', 1)[0]] });
    expect(noise.body).toMatchObject({ received: 5, quarantined: 4 });
  });

  it('shows in the status of the intake, where every count adds up', async () => {
    const { body } = await call<{ totals: { received: number; difference: number } }>('GET', '/v1/ingest/status');
    expect(body.totals).toMatchObject({ received: 68, difference: 0 });
  });

  it('is gone with its person', async () => {
    expect(await call('DELETE', '/v1/viewers/ann')).toMatchObject({ status: 200, body: { outcome: 'erased' } });
    expect((await call('GET', '/v1/viewers/ann/segments')).status).toBe(404);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('it did not come true within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
