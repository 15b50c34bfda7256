import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger, readEnv } from '@flywheel/runtime';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi } from '../../apps/api/src/start-api.ts';

const processes = 5;
const migrator = fileURLToPath(new URL('../../tools/migrate/main.ts', import.meta.url));
const name = `test_${randomUUID().replaceAll('-', '')}`;
const dataDir = mkdtempSync(join(tmpdir(), 'flywheel-five-'));
let url = '';

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await client.connect();
  await client.query(sql);
  await client.end();
}

beforeAll(async () => {
  await onServer(`CREATE DATABASE ${name}`);
  const own = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  own.pathname = `/${name}`;
  url = own.href;
});
afterAll(async () => {
  await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(dataDir, { recursive: true, force: true });
});

/** How many migrations one process ran. */
async function migrateApart(): Promise<number> {
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', migrator], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(`${String(code)} ${code === 0 ? '' : said}`).toBe('0 ');
  return said.split('\n').filter((line) => line.startsWith('migrated ')).length;
}

it('five processes that meet an empty database at once: one migrates, all serve', async () => {
  const migrated = await Promise.all(Array.from({ length: processes }, migrateApart));
  expect(migrated.filter((count) => count > 0)).toHaveLength(1);
  const env = readEnv({ DATABASE_URL: url, WORLD: 'live', PORT: '0', DATA_DIR: dataDir });
  const serving = await Promise.all(Array.from({ length: processes }, () => startApi(env, createLogger('silent'))));
  try {
    const answers = await Promise.all(serving.map(async (api) => (await fetch(`${api.url}/health`)).status));
    expect(answers).toEqual(Array.from({ length: processes }, () => 200));
  } finally {
    await Promise.all(serving.map((api) => api.stop()));
  }
});
