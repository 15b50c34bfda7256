import type { EventTail } from '@flywheel/http/event-tail';
import { beforeAll, describe, expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';
import { eventsKey } from '../../stack/site-key.ts';
import { createCallers, insertOwner, type Caller } from '../access/two-owners.ts';

describe('the live tail over HTTP', () => {
  const api = useRunningApi();
  let key = '';
  let callers: Caller[];
  beforeAll(async () => {
    key = await eventsKey(api, 'site');
    callers = await createCallers(api.database, api.url, await insertOwner(api.database, 'Owner'));
  }, 30_000);
  const ask = (headers: Record<string, string>, query = ''): Promise<Response> => fetch(`${api.url}/v1/ingest/tail${query}`, { headers });
  const as = (role: string): Record<string, string> => ({ ...callers.find((caller) => caller.role === role)?.headers });

  it('is read by an operator as soon as the sender was answered', async () => {
    const at = new Date().toISOString();
    const events = [
      { v: 1, id: 't1', kind: 'search', at, query: 'jazz' },
      { v: 1, id: 't2', kind: 'like', at, content: 'nowhere' },
    ];
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const sent = await fetch(`${api.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify({ events }) });
    expect(sent.status).toBe(200);
    const tail = (await (await ask(as('ops'))).json()) as EventTail;
    expect(tail).toMatchObject({ takesEvents: true, last: 2, seen: { stored: 1, duplicate: 0, quarantined: 1 } });
    expect(tail.entries.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['like', 'unknown-content'],
      ['search', null],
    ]);
  });

  it('is nobody else’s: a key sees no other source', async () => {
    expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(403);
    expect((await ask(as('advertiser.owner'))).status).toBe(403);
    expect((await ask({})).status).toBe(401);
  });

  it('names the field of a question that is none', async () => {
    const answer = await ask(as('ops'), '?kind=stare');
    expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ field: 'kind' })]);
  });
});
