import { OfferBootstrap } from '@flywheel/access';
import { createClient } from '@flywheel/http';
import { expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';

const api = useRunningApi({ WORLD: 'live' });
const admin = { email: 'root@example.test', password: 'a sentence nobody guesses', displayName: 'Root' };

it('the first administrator of a live world comes in by a link that works once, and lets the others in', async () => {
  const offers = new OfferBootstrap(api.database);
  const offer = await offers.run({ now: api.database.clock.now() });
  if (offer.outcome !== 'offered') throw new Error('a live world without an administrator offers a link');
  const anyone = createClient({ base: api.url });

  expect(await anyone('POST', '/v1/people/bootstrap', { ...admin, token: 'x'.repeat(43) })).toMatchObject({
    status: 422,
    problem: { field: 'token' },
  });
  const entered = await anyone('POST', '/v1/people/bootstrap', { ...admin, token: offer.token });
  expect(entered).toMatchObject({ ok: true, status: 201, body: { roles: [{ role: 'admin' }] } });
  expect(await anyone('POST', '/v1/people/bootstrap', { ...admin, email: 'b@example.test', token: offer.token })).toMatchObject({
    problem: { field: 'token' },
  });
  expect((await offers.run({ now: api.database.clock.now() })).outcome).toBe('not-needed');

  const cookie = (entered.ok ? entered.headers.get('set-cookie') : '')?.split(';')[0] ?? '';
  const root = createClient({ base: api.url, cookie });
  const finance = { email: 'f@example.test', password: admin.password, displayName: 'F', roles: [{ role: 'finance.viewer' }] };
  expect((await root('POST', '/v1/people', finance)).status).toBe(201);
  const made = await root<{ key: string; secret: string }>('POST', '/v1/keys', { name: 'platform', scopes: ['events:write'] });
  if (!made.ok) throw new Error(made.problem.title);
  expect(made.body.secret).toMatch(/^fw_[\w-]{43}$/);
  expect((await root('DELETE', `/v1/keys/${made.body.key}`)).status).toBe(204);
  expect(await root('GET', '/v1/keys')).toMatchObject({ body: { keys: [{ name: 'platform', revoked: true }] } });
  expect(await root('GET', '/v1/people')).toMatchObject({
    body: { people: [{ email: 'f@example.test' }, { email: 'root@example.test' }] },
  });
});
