import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Database, openToRoles } from '@flywheel/database';
import { runClaims } from '@flywheel/database/auditing';
import { openQueueBackend } from '@flywheel/queue';
import { createLogger, readEnv } from '@flywheel/runtime';
import { Reconcile } from '@flywheel/settle/checks';
import { openStage, SeedDemo } from '@flywheel/simulate';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type RunningApi } from '../../../apps/api/src/start-api.ts';
import { useTestDatabase } from '../../stack/database.ts';

const test = useTestDatabase();
const name = (kind: string): string => `${kind}_${process.pid}_${Date.now() % 1e9}`;
const [app, reader] = [name('app'), name('reader')];
const password = randomBytes(12).toString('hex');
const now = Date.UTC(2026, 5, 10, 15);
const size = { days: 33, viewers: 300, creators: 12, advertisers: 5 };
let owner: pg.Client;
let asApp: Database;
let dataDir: string;

function addressOf(role: string): string {
  const url = new URL(test.url);
  [url.username, url.password] = [role, password];
  return url.href;
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'roles-'));
  owner = new pg.Client({ connectionString: test.url });
  await owner.connect();
  for (const role of [app, reader]) await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
  await (await openQueueBackend({ databaseUrl: test.url })).close();
  const roles = [
    { role: app, kind: 'app' },
    { role: reader, kind: 'reader' },
  ] as const;
  await openToRoles(test.url, roles);
  // As after each migration and restore: again is the same.
  await openToRoles(test.url, roles);
  asApp = new Database({ url: addressOf(app), reportUrl: addressOf(reader), poolSize: 3 });
  await asApp.ready();
  await new SeedDemo(openStage({ database: asApp, seed: 'roles' })).run({ size, seed: 'roles', now, dataDir });
}, 120_000);

afterAll(async () => {
  await asApp.close();
  for (const role of [app, reader]) await owner.query(`DROP OWNED BY ${role}`).then(() => owner.query(`DROP ROLE ${role}`));
  await owner.end();
  await rm(dataDir, { recursive: true });
});

const refused = async (database: Database, sql: string): Promise<void> => {
  await expect(database.read.query(sql), sql).rejects.toThrow(/permission denied|must be owner/);
};

describe('a program whose role owns nothing', () => {
  it('fills a world through every flow: people, ads, charges, sealing, closed months, reinvestment', async () => {
    const counted = `SELECT (SELECT count(*) FROM charge WHERE price_micros > 0)::int AS charges,
      (SELECT count(*) FROM batch)::int AS batches,
      (SELECT count(*) FROM books.period WHERE state = 'closed')::int AS months,
      (SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relowner = $1::regrole)::int AS "ownPartitions"`;
    const { charges, batches, months, ownPartitions } = (await owner.query(counted, [app])).rows[0];
    expect(Math.min(charges, batches, months)).toBeGreaterThan(0);
    expect(ownPartitions).toBe(0);
  });

  it('runs the api', async () => {
    const env = readEnv({
      WORLD: 'demo',
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: addressOf(app),
      REPORT_DATABASE_URL: addressOf(reader),
    });
    const running: RunningApi = await startApi(env, createLogger('silent'));
    try {
      expect((await fetch(`${running.url}/health`)).status).toBe(200);
    } finally {
      await running.stop();
    }
  }, 60_000);

  it.each([
    'UPDATE charge SET price_micros = 1',
    'DELETE FROM charge',
    'UPDATE batch SET rows = 1',
    'DELETE FROM batch_slice',
    'DELETE FROM sealed_bucket',
    'DELETE FROM chain_link',
    'DELETE FROM chain_checkpoint',
    'UPDATE books.posting SET amount_micros = 1',
    'DELETE FROM books.entry',
    'TRUNCATE charge',
    'CREATE TABLE mine (n int)',
    'ALTER TABLE charge ADD mine int',
    `SELECT drop_month_partitions('charge', now())`,
    `SELECT open_to_role('public', 'app')`,
    `UPDATE migrations SET name = name`,
  ])('can not %s', async (sql) => {
    await refused(asApp, sql);
  });

  it('alters no partition of the charges beside their table, and frees no charge that stood before', async () => {
    const { rows } = await owner.query(`SELECT inhrelid::regclass::text AS part FROM pg_inherits WHERE inhparent = 'charge'::regclass`);
    expect(rows.length).toBeGreaterThan(1);
    for (const { part } of rows) await refused(asApp, `UPDATE ${part} SET price_micros = 1`);
    const free = `SELECT make_charges_free(array_agg(campaign_id), array_agg(imp_id), array_agg(kind)) AS freed FROM charge`;
    expect((await asApp.read.query<{ freed: number }>(free)).rows[0]?.freed).toBe(0);
  });
});

describe('a role that only reads', () => {
  it('audits the world and climbs its ladder, also over partitions made later, and writes nothing', async () => {
    const auditor = new Database({ url: addressOf(reader), poolSize: 1 });
    try {
      const claims = await auditor.inSnapshot((tx) => runClaims(tx));
      expect(claims.filter(({ hits }) => hits > 0)).toEqual([]);
      expect((await new Reconcile(auditor).run()).clean).toBe(true);
      for (const sql of ['UPDATE world SET name = name', 'DELETE FROM outbox', 'CREATE TABLE mine (n int)', 'DELETE FROM books.balance'])
        await refused(auditor, sql);
    } finally {
      await auditor.close();
    }
  });
});
