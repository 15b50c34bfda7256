import type { EventsResponse } from '@flywheel/http/events';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';
import { eventsKey } from '../../stack/site-key.ts';

const bodies = 30;
const eventsABody = 40;
const padding = 'x'.repeat(100_000);
const holdMs = 1200;

type Told = { status: number; retryAfter: string | null; answer: EventsResponse };

describe('events that come faster than a slow database stores them', () => {
  const api = useRunningApi();
  let key = '';
  beforeAll(async () => {
    key = await eventsKey(api, 'site');
  }, 30_000);

  // Larger than the quarantine keeps: what is stored of each is its id and a digest.
  const bodyOf = (n: number): string =>
    JSON.stringify({ events: Array.from({ length: eventsABody }, (_, at) => ({ v: 1, id: `big-${n}-${at}`, junk: padding })) });
  const post = async (body: string): Promise<Told> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(`${api.url}/v1/events`, { method: 'POST', headers, body });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), answer: (await response.json()) as EventsResponse };
  };

  it('are refused with 503 before they fill the memory; what was taken is stored, and the rest when it comes again', async () => {
    const holder = new pg.Client({ connectionString: api.database.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE quarantine IN EXCLUSIVE MODE');
    const all = Array.from({ length: bodies }, (_, n) => bodyOf(n));
    const sending = all.map(post);
    await new Promise((resolve) => setTimeout(resolve, holdMs));
    await holder.query('COMMIT');
    await holder.end();
    const first = await Promise.all(sending);

    const refused = first.filter(({ status }) => status === 503);
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([200, 503]));
    expect(refused.every(({ retryAfter }) => Number(retryAfter) >= 1)).toBe(true);

    for (const [n, { status }] of first.entries())
      if (status === 503) expect((await post(all[n] ?? '')).answer.quarantined).toBe(eventsABody);
    const { rows } = await api.database.read.query<{ aside: number; received: number }>(
      `SELECT (SELECT count(*)::int FROM quarantine) AS aside, (SELECT sum(received)::int FROM ingest_batch) AS received`,
    );
    expect(rows).toEqual([{ aside: bodies * eventsABody, received: bodies * eventsABody }]);
  }, 60_000);
});
