import { createHash } from 'node:crypto';
import { CreateApiKey, CreatePerson } from '@flywheel/access';
import type { AudienceView, MembersAnswer, SizeAnswer } from '@flywheel/http/audiences';
import type { Problem } from '@flywheel/http/problems';
import { beforeAll, describe, expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';
import { insertOwner, password, signIn } from '../access/two-owners.ts';

const people = 300;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hashes = Array.from({ length: people }, (_, at) => sha256(`reader-${at}@example.org`));

describe('a list over http', () => {
  const api = useRunningApi();
  let account: string;
  let cookie: string;
  beforeAll(async () => {
    ({ account } = await insertOwner(api.database, 'ours'));
    const now = api.database.clock.now();
    const key = await new CreateApiKey(api.database).run({ name: 'site', scopes: ['content:write'], now });
    const roles = [{ role: 'advertiser.owner' as const, account }];
    await new CreatePerson(api.database).run({ email: 'owner@example.test', password, displayName: 'Owner', roles, now });
    cookie = await signIn(api.url, 'owner@example.test', '10.0.0.1');
    // A new key is known to the edge within a second.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const items = hashes.map((hash, at) => {
      return { id: `reader-${at}`, purposes: ['analytics', 'personalisation', 'ads'], country: 'DE', identifierHashes: [hash] };
    });
    const answer = await fetch(`${api.url}/v1/viewers`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ items }),
    });
    expect(await answer.json()).toMatchObject({ stored: people });
  });

  async function ask<T>(method: string, path: string, body?: BodyInit, type = 'application/json'): Promise<{ status: number; body: T }> {
    const response = await fetch(`${api.url}/v1/accounts/${account}${path}`, {
      method,
      headers: { cookie, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body, duplex: 'half' }),
    } as RequestInit);
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
  }
  const create = async (): Promise<AudienceView> =>
    (await ask<AudienceView>('POST', '/audiences', JSON.stringify({ name: 'customers', definition: { kind: 'upload' } }))).body;

  it('is read as it comes in, and then may be targeted', async () => {
    const { id } = await create();
    const lines = [...hashes, ...Array.from({ length: 25_000 }, (_, at) => sha256(`stranger ${at}`))];
    const body = new ReadableStream({
      async start(stream) {
        for (let from = 0; from < lines.length; from += 1000) {
          stream.enqueue(new TextEncoder().encode(`${lines.slice(from, from + 1000).join('\n')}\n`));
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        stream.close();
      },
    });
    const sent = await ask<MembersAnswer>('POST', `/audiences/${id}/members?action=add`, body, 'text/csv');
    expect(sent).toMatchObject({ status: 200, body: { received: lines.length, applied: true } });
    const { body: view } = await ask<AudienceView>('GET', `/audiences/${id}`);
    expect(view).toMatchObject({ state: 'ready', least: 100 });
    expect([300, 400]).toContain(view.size);
    const targeting = { attr: 'audience', op: 'in', values: [id] };
    const { body: size } = await ask<SizeAnswer>('POST', '/audience-size', JSON.stringify({ targeting }));
    expect(size).toMatchObject({ outcome: 'met', least: 100 });
    expect((await ask('DELETE', `/audiences/${id}`)).status).toBe(204);
    expect((await ask('GET', `/audiences/${id}`)).status).toBe(404);
  });

  it('with an address in it is refused whole, and the answer does not repeat it', async () => {
    const { id } = await create();
    const body = `${hashes.join('\n')}\nreader@example.org\n`;
    const refused = await ask<Problem>('POST', `/audiences/${id}/members`, body, 'application/x-ndjson');
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid', field: 'hashes' } });
    expect(JSON.stringify(refused)).not.toContain('reader@');
    expect((await ask<AudienceView>('GET', `/audiences/${id}`)).body.state).toBe('empty');
    const asJson = await ask<Problem>('POST', `/audiences/${id}/members`, JSON.stringify({ hashes: [...hashes, 'reader@example.org'] }));
    expect(asJson).toMatchObject({ status: 422, body: { field: `hashes.${people}` } });
  });

  it('is taken in batches by name of their change', async () => {
    const { id } = await create();
    const send = (more: object) => ask<MembersAnswer>('POST', `/audiences/${id}/members`, JSON.stringify(more));
    const first = await send({ hashes: hashes.slice(0, 200), last: false });
    expect(first.body).toMatchObject({ received: 200, applied: false });
    expect((await send({ edit: first.body.edit, hashes: hashes.slice(200) })).body).toMatchObject({ received: people, applied: true });
    expect((await send({ edit: first.body.edit, hashes })).status).toBe(409);
    expect((await send({ hashes: hashes.slice(0, 3) })).status).toBe(422);
  });

  it('is no body for any other route', async () => {
    expect((await ask('POST', '/audiences', 'a\nb', 'text/csv')).status).toBe(415);
  });
});
