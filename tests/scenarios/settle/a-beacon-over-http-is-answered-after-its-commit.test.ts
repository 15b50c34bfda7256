import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateApiKey } from '@flywheel/access';
import { ImpressionTokens, loadTokenKeys } from '@flywheel/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';
import { ask, fillSlot, fillWorld, lease, type World } from './world.ts';

const keyFolder = mkdtempSync(join(tmpdir(), 'flywheel-keys-'));
const api = useRunningApi({ DATA_DIR: keyFolder });
const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
let world: World;
let ledgerKey: string;
beforeAll(async () => {
  const at = api.database.clock.now();
  world = await fillWorld(api.database, { cap: 1_000_000n, at, tokens: new ImpressionTokens(loadTokenKeys(keyFolder)) });
  ledgerKey = (await new CreateApiKey(api.database).run({ name: 'books', scopes: ['ledger:read'], now: at })).secret;
});

const newSlot = async () => {
  const at = api.database.clock.now();
  return fillSlot(world, { lease: await lease(world, 10_000n, at), price: 2_000n, creator: 0, at });
};
const beacon = (kind: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/b/${kind}`, { method: 'POST', body, headers: { 'content-type': 'text/plain', ...browser, ...headers } });
const kindsOf = 'SELECT array_agg(kind ORDER BY kind) AS kinds FROM delivery_fact WHERE imp_id = right($1, 32)::uuid';
const facts = async (imp: string) => (await ask<{ kinds: string[] | null }>(world, kindsOf, [imp])).kinds;
const read = async (path: string) =>
  (await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${ledgerKey}` } })).json() as Promise<Record<string, unknown>>;

describe('a beacon over HTTP', () => {
  it('is 204 when stored, 204 again as a copy, and stands in the database when the answer comes', async () => {
    const slot = await newSlot();
    expect((await beacon('impression', slot.token)).status).toBe(204);
    expect(await facts(slot.imp)).toEqual(['impression']);
    expect((await beacon('impression', JSON.stringify({ token: slot.token }), { 'content-type': 'application/json' })).status).toBe(204);
    expect((await beacon('viewable', slot.token)).status).toBe(204);
    expect(await facts(slot.imp)).toEqual(['impression', 'viewable']);
  });

  it('is refused when forged, of no known kind, or no token at all', async () => {
    const slot = await newSlot();
    const forged = await beacon('impression', `${slot.token.slice(0, -2)}xx`);
    expect([forged.status, ((await forged.json()) as { code: string }).code]).toEqual([400, 'forged-token']);
    expect((await beacon('hover', slot.token)).status).toBe(404);
    expect((await beacon('impression', '{"tokens":1}', { 'content-type': 'application/json' })).status).toBe(400);
    expect(await facts(slot.imp)).toBeNull();
  });

  it('does not count for a prefetch', async () => {
    const slot = await newSlot();
    expect((await beacon('impression', slot.token, { 'sec-purpose': 'prefetch' })).status).toBe(204);
    expect(await facts(slot.imp)).toBeNull();
  });

  it('of a click leads to the stored landing URL only, and neither HEAD nor prefetch counts', async () => {
    const slot = await newSlot();
    await beacon('impression', slot.token);
    const follow = (init: RequestInit) => fetch(`${api.url}/c/${slot.token}?url=https://evil.example`, { redirect: 'manual', ...init });
    const head = await follow({ method: 'HEAD', headers: browser });
    expect([head.status, head.headers.get('location')]).toEqual([302, 'https://reef.example/spring']);
    await follow({ headers: { ...browser, purpose: 'prefetch' } });
    expect(await facts(slot.imp)).toEqual(['impression']);
    const click = await follow({ headers: browser });
    expect([click.status, click.headers.get('location')]).toEqual([302, 'https://reef.example/spring']);
    expect(await facts(slot.imp)).toEqual(['click', 'impression']);
    expect((await fetch(`${api.url}/c/forged`, { redirect: 'manual' })).status).toBe(400);
  });
});

describe('finance over HTTP', () => {
  it('shows a balanced trial balance, accounts with their owners, and every entry', async () => {
    // Edge and console learn of a new key within a second.
    const level = { balanced: true, totals: [{ currency: 'USD', differenceMicros: '0' }] };
    await expect.poll(() => read('/v1/ledger/trial-balance'), { timeout: 5_000 }).toMatchObject(level);
    const { accounts } = (await read('/v1/ledger/accounts?code=2020')) as { accounts: Array<{ ownerName: string }> };
    expect(accounts.map((account) => account.ownerName)).toEqual(['Spring']);
    const { entries } = (await read('/v1/ledger/entries?limit=1')) as { entries: Array<{ entry: string; kind: string }> };
    expect(entries).toHaveLength(1);
    expect(await read(`/v1/ledger/entries/${entries[0]?.entry}`)).toMatchObject({ entry: { kind: entries[0]?.kind }, batch: null });
    expect(await read('/v1/reconciliation')).toMatchObject({ clean: true });
    expect(await read('/v1/periods')).toMatchObject({ periods: [{ state: 'open' }] });
    expect(await read('/v1/reinvestments')).toEqual({ runs: [] });
  });
});
