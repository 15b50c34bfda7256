import { CreatePerson, ReadSession } from '@flywheel/access';
import { createClient } from '@flywheel/http';
import type { SessionView } from '@flywheel/http/session';
import { setWorld } from '@flywheel/database/world';
import { beforeAll, describe, expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';

const api = useRunningApi();
const password = 'a sentence nobody guesses';
const minute = 60_000;

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(api.url + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

describe('people sign in', () => {
  beforeAll(async () => {
    const people = new CreatePerson(api.database);
    const now = api.database.clock.now();
    await people.run({ email: 'Grace@example.test', password, displayName: 'Grace', roles: [{ role: 'ops' }], now, demoTile: 'operator' });
  });

  it('with address and password, and out again', async () => {
    const signedIn = await post('/v1/session', { email: 'grace@EXAMPLE.test', password });
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers.get('set-cookie')).toMatch(/^fw_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const call = createClient({ base: api.url, cookie: cookieOf(signedIn) });
    const session = await call<SessionView>('GET', '/v1/session');
    expect(session.ok && session.body).toMatchObject({ person: { name: 'Grace', email: 'grace@example.test' }, roles: [{ role: 'ops' }] });
    expect((await call('DELETE', '/v1/session')).status).toBe(204);
    expect(await call('GET', '/v1/session')).toMatchObject({ ok: false, status: 401, problem: { code: 'sign-in-needed' } });
  });

  it('only five times a minute with a wrong password, and it is not said what was wrong', async () => {
    const wrong = { email: 'grace@example.test', password: 'not this one' };
    const from = { 'x-forwarded-for': '10.1.0.1' };
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1) codes.push(((await (await post('/v1/session', wrong, from)).json()) as { code: string }).code);
    expect(codes).toEqual([...Array<string>(5).fill('wrong-credentials'), 'too-many-requests']);
    const unknown = await post('/v1/session', { email: 'nobody@example.test', password: 'not this one' }, from);
    expect(await unknown.json()).toMatchObject({ code: 'wrong-credentials', title: 'The e-mail address or the password is wrong' });
  });

  it('not with a forged session, nor from another site', async () => {
    const forged = await fetch(`${api.url}/v1/session`, { headers: { cookie: `fw_session=${'A'.repeat(43)}` } });
    expect(forged.status).toBe(401);
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }] as Record<string, string>[]) {
      const crossSite = await post('/v1/session', { email: 'grace@example.test', password }, headers);
      expect(await crossSite.json()).toMatchObject({ status: 403, code: 'foreign-origin' });
    }
  });

  it('for half an hour of silence and twelve hours at most', async () => {
    const token = cookieOf(await post('/v1/session/demo', { role: 'operator' })).slice('fw_session='.length);
    const sessions = new ReadSession(api.database);
    const began = api.database.clock.now();
    expect((await sessions.run({ token, now: began + 31 * minute })).outcome).toBe('none');
    for (let now = began; now < began + 715 * minute; now += 25 * minute) expect((await sessions.run({ token, now })).outcome).toBe('live');
    expect((await sessions.run({ token, now: began + 721 * minute })).outcome).toBe('none');
  });

  it('as a new advertiser, with an account of their own', async () => {
    const wanted = {
      email: 'ada@example.test',
      password,
      displayName: 'Ada',
      company: 'Ada Boots',
      domain: 'boots.example',
      country: 'GB',
    };
    const signedUp = await post('/v1/people/sign-up', wanted);
    expect(signedUp.status).toBe(201);
    const account = { id: expect.stringMatching(/^acc_/) as string, name: 'Ada Boots' };
    expect(await signedUp.json()).toMatchObject({
      roles: [
        { role: 'advertiser.billing', account },
        { role: 'advertiser.owner', account },
      ],
    });
    expect(await (await post('/v1/people/sign-up', wanted)).json()).toMatchObject({ code: 'invalid', field: 'email' });
    expect(await (await post('/v1/people/sign-up', { ...wanted, email: 'b@example.test', password: 'password123' })).json()).toMatchObject({
      field: 'password',
    });
    const { rows } = await api.database.read.query('SELECT name FROM ad_account');
    expect(rows).toEqual([{ name: 'Ada Boots' }]);
  });

  it('by a role tile only while the world is a marked demo', async () => {
    expect((await post('/v1/session/demo', { role: 'operator' })).status).toBe(200);
    expect(await (await post('/v1/session/demo', { role: 'finance' })).json()).toMatchObject({ status: 409 });
    await setWorld(api.database.read, { name: 'live', markedDemo: false, now: api.database.clock.now() });
    expect(await (await post('/v1/session/demo', { role: 'operator' })).json()).toMatchObject({ status: 403, code: 'not-demo' });
  });
});
