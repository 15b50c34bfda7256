import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../../tools/postgres/owner.mjs';
import { openPostgres } from '../../../tools/postgres.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'flywheel-postgres-'));
const dataDir = path.join(folder, 'state');

let server: Awaited<ReturnType<typeof openPostgres>>;

const postmaster = (): number => Number(readFileSync(path.join(server.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function askUntilAnswered(sql: string): Promise<unknown[]> {
  for (let tries = 0; tries < 100; tries += 1) {
    const rows = await ask(sql).catch(() => undefined);
    if (rows) return rows;
    await sleep(100);
  }
  throw new Error('the database did not come back within 10 s');
}

describe('the embedded database', () => {
  beforeAll(async () => {
    chmodSync(folder, 0o711);
    server = await openPostgres({ dataDir, purpose: 'first' });
  });
  afterAll(async () => {
    await server.stop();
    if (!server.cluster.startsWith(folder)) rmSync(path.dirname(server.cluster), { recursive: true });
    rmSync(folder, { recursive: true });
  });

  it('keeps its password in a file for its owner alone, and checksums its pages', async () => {
    expect(statSync(path.join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
    expect(await ask('SHOW data_checksums')).toEqual([{ data_checksums: 'on' }]);
    await expect(
      new pg.Client({ connectionString: server.url('postgres').replace(/:[^:@/]+@/, ':wrong@') }).connect(),
    ).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('is adopted by a second program, which leaves it running', async () => {
    const second = await openPostgres({ dataDir, purpose: 'second' });
    expect(second.adopted).toBe(true);
    expect(await server.present()).toEqual(['second']);
    await second.stop();
    expect(await server.present()).toEqual([]);
    expect(isAlive(postmaster())).toBe(true);
  });

  it('answers again at the same address, with every committed row, after kill -9', async () => {
    await ask('CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id');
    const killed = postmaster();
    process.kill(killed, 'SIGKILL');
    expect(await askUntilAnswered('SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
    expect(postmaster()).not.toBe(killed);
  });

  it('is stopped by whoever leaves last', async () => {
    const last = postmaster();
    await server.stop();
    expect(isAlive(last)).toBe(false);
    server = await openPostgres({ dataDir, purpose: 'again' });
    expect(server.adopted).toBe(false);
    expect(await ask('SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
  });
});
