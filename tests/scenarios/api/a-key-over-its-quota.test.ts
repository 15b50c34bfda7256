import { beforeAll, describe, expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';
import { eventsKey } from '../../stack/site-key.ts';

describe('a key that sends more events than its quota', () => {
  const api = useRunningApi({ EVENTS_PER_SECOND: '1' });
  const keys: string[] = [];
  beforeAll(async () => {
    for (const name of ['loud', 'quiet']) keys.push(await eventsKey(api, name));
  }, 30_000);
  const send = (key: string | undefined, id: string) =>
    fetch(`${api.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        events: Array.from({ length: 15 }, (_, n) => ({
          v: 1,
          id: `${id}-${n}`,
          kind: 'search',
          at: new Date().toISOString(),
          query: 'jazz',
        })),
      }),
    });

  it('is told 429 and when to come again; others are not held up, and nothing of it was taken', async () => {
    expect((await send(keys[0], 'first')).status).toBe(200);
    const over = await send(keys[0], 'second');
    expect([over.status, Number(over.headers.get('retry-after')) >= 1]).toEqual([429, true]);
    expect(await over.json()).toMatchObject({ code: 'too-many-requests' });
    expect((await send(keys[1], 'other')).status).toBe(200);
    const { rows } = await api.database.read.query<{ n: number }>('SELECT count(*)::int AS n FROM engagement_event');
    expect(rows[0]?.n).toBe(30);
  });
});
