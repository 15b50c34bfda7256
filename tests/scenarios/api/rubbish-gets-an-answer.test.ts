import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { CreateApiKey } from '@flywheel/access';
import { beforeAll, describe, expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';

const api = useRunningApi();
let key: string;

type Problem = { status: number; code: string; field?: string; requestId?: string };

async function send(path: string, init: RequestInit): Promise<Problem> {
  const response = await fetch(api.url + path, { method: 'POST', ...init });
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return { ...((await response.json()) as Problem), status: response.status };
}

const json = (extra: Record<string, string> = {}): Record<string, string> => ({
  'content-type': 'application/json',
  authorization: `Bearer ${key}`,
  ...extra,
});

async function nothingWasTaken(): Promise<void> {
  const { rows } = await api.database.read.query<{ n: bigint }>(
    'SELECT (SELECT count(*) FROM ingest_batch) + (SELECT count(*) FROM outbox) AS n',
  );
  expect(rows[0]?.n).toBe(0n);
}

describe('rubbish', () => {
  beforeAll(async () => {
    const made = await new CreateApiKey(api.database).run({ name: 'test', scopes: ['events:write'], now: api.database.clock.now() });
    key = made.secret;
    await new Promise((resolve) => setTimeout(resolve, 1200));
  });

  it('of one megabyte of noise is refused and nothing is taken', async () => {
    expect(await send('/v1/events', { body: randomBytes(1_000_000), headers: json() })).toMatchObject({
      status: 400,
      code: 'malformed-body',
    });
    await nothingWasTaken();
  });

  it('beyond the limit of an endpoint is refused unread', async () => {
    const nineMegabytes = `{"events":["${'x'.repeat(9_000_000)}"]}`;
    expect(await send('/v1/events', { body: nineMegabytes, headers: json() })).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(await send('/v1/session', { body: `"${'x'.repeat(1_100_000)}"`, headers: json() })).toMatchObject({ status: 413 });
    await nothingWasTaken();
  });

  it('of another type is refused', async () => {
    expect(await send('/v1/events', { body: 'a=b', headers: json({ 'content-type': 'application/x-www-form-urlencoded' }) })).toMatchObject(
      {
        status: 415,
        code: 'unsupported-type',
      },
    );
  });

  it('of another shape is refused with the field that is wrong', async () => {
    expect(await send('/v1/events', { body: '{"event":[]}', headers: json() })).toMatchObject({
      status: 400,
      code: 'invalid-request',
      field: 'events',
    });
    expect(await send('/v1/events', { body: '{"events":"7"}', headers: json() })).toMatchObject({ status: 400, field: 'events' });
    expect(await send('/v1/session', { body: '{"email":"a@b.example"}', headers: json() })).toMatchObject({
      status: 422,
      code: 'invalid',
      field: 'password',
    });
    await nothingWasTaken();
  });

  it('as a key, a session or an address gets its own answer, with an id that finds it in the log', async () => {
    expect(await send('/v1/events', { body: '{"events":[]}', headers: json({ authorization: 'Bearer fw_forged' }) })).toMatchObject({
      status: 401,
      code: 'unknown-key',
    });
    expect(await send('/v1/events', { body: '{"events":[]}', headers: { 'content-type': 'application/json' } })).toMatchObject({
      status: 401,
      code: 'sign-in-needed',
    });
    const nowhere = await send('/v1/nowhere', { body: '{}', headers: { 'x-request-id': 'mine-12345678' } });
    expect(nowhere).toMatchObject({ status: 404, code: 'not-found', requestId: 'mine-12345678' });
  });

  it('that is no HTTP at all does not disturb the next request', async () => {
    const { hostname, port } = new URL(api.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end(randomBytes(100_000)));
      socket.on('close', () => resolve());
      socket.on('error', () => resolve());
    });
    expect(await (await fetch(`${api.url}/health`)).json()).toEqual({ status: 'ok', database: 'ok' });
  });

  it('never becomes a page: the api answers JSON below its prefixes, the dashboard everything else', async () => {
    const elsewhere = await fetch(`${api.url}/v1x`, { redirect: 'manual' });
    expect(elsewhere.headers.get('content-type') ?? '').not.toContain('problem');
    const openapi = (await (await fetch(`${api.url}/openapi.json`)).json()) as { paths: Record<string, object> };
    expect(Object.keys(openapi.paths)).toEqual(expect.arrayContaining(['/v1/session', '/v1/events', '/health']));
  });
});
