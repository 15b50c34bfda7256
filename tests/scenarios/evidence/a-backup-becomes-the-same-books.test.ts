import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Database } from '@flywheel/database';
import { loadBackup, readManifests, writeBackup } from '@flywheel/database/backup';
import { eraseViewer, listErasures } from '@flywheel/database/people';
import { AcceptEvents, UpsertViewers } from '@flywheel/ingest';
import { ChainRecords, verifyRecords } from '@flywheel/settle/evidence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drill } from '../../../tools/drill/drill.ts';
import { openEmptyDatabase, useTestDatabase } from '../../stack/database.ts';
import { start, type World } from '../settle/world.ts';
import { deliver, note, openRecordedWorld } from './recorded-world.ts';

const server = useTestDatabase();
const nothing = { outside: [], keys: [] };
let world: World;
let folder: string;
const scratch: Array<{ url: string; drop: () => Promise<void> }> = [];
beforeAll(async () => {
  world = await openRecordedWorld(server.url);
  // Enough of one table that its file can not keep up with the server.
  await world.database.read.query(
    `INSERT INTO audit_event (at, actor, action, subject, detail)
     SELECT now(), 'usr_x', 'story', n::text, jsonb_build_object('text', t.long)
     FROM generate_series(1, 20000) n, LATERAL (SELECT string_agg(md5(n::text || k), '') AS long FROM generate_series(1, 20) k) t`,
  );
  folder = mkdtempSync(join(tmpdir(), 'flywheel-test-'));
  await new UpsertViewers(world.database, world.random).run({
    items: ['anna', 'bert'].map((id) => ({ id, purposes: ['analytics', 'personalisation', 'ads'] })),
    acceptedAt: start,
  });
  const at = new Date(start).toISOString();
  const sent = [
    ['anna', 'post-0'],
    ['bert', 'post-0'],
    ['bert', 'post-that-nobody-knows'],
    ['carl', 'post-0'],
  ];
  const events = sent.map(([viewer, content], n) => ({ v: 1, id: `event-${n}`, kind: 'like', at, viewer, content }));
  await new AcceptEvents(world.database, world.random).run({ events, source: 'story', acceptedAt: start });
});
afterAll(async () => {
  await world.database.close();
  for (const each of scratch) await each.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function emptyDatabase(): Promise<string> {
  const opened = await openEmptyDatabase();
  scratch.push(opened);
  return opened.url;
}

async function inDatabase<T>(url: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database({ url, poolSize: 2 });
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

const count = async (database: Database, sql: string, params: unknown[] = []): Promise<number> =>
  (await database.read.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, params)).rows[0]?.n ?? -1;

describe('a backup', () => {
  it('becomes the same tables, books and chain beside, and the drill says so', async () => {
    const drilled = await drill({ url: server.url, scratchUrl: await emptyDatabase(), world: 'demo', keys: [] });
    expect(drilled.tables.filter(({ same }) => !same)).toEqual([]);
    expect(drilled).toMatchObject({ same: true, headsStand: true, verification: { good: true } });
    expect(drilled.restored).toBe(drilled.written);
    expect(drilled.rows).toBeGreaterThan(100);
  });

  it('shows one moment, also while others write', async () => {
    let writing = true;
    const writes = (async () => {
      for (let n = 0; writing; n += 1) {
        await note(world, 1000 + n);
        if (n % 5 === 0) await deliver(world, 20 + n);
        await new ChainRecords(world.database).run();
      }
    })();
    const drilled = await drill({ url: server.url, scratchUrl: await emptyDatabase(), world: 'demo', keys: [] });
    writing = false;
    await writes;
    expect(drilled).toMatchObject({ same: true, headsStand: true, verification: { good: true } });
    const notes = drilled.tables.find(({ name }) => name === 'public.audit_event')?.rows ?? 0;
    expect(await count(world.database, 'audit_event')).toBeGreaterThan(notes);
  });

  it('names every file with its rows and hash, and keeps who is who in a folder of its own', async () => {
    const dir = join(folder, 'named');
    await writeBackup({ url: server.url, world: 'demo', dir });
    const { manifest, people } = readManifests(dir);
    for (const table of [...manifest.tables, ...(people?.tables ?? [])]) {
      const text = gunzipSync(readFileSync(join(dir, table.file)));
      expect([table.name, createHash('sha256').update(text).digest('hex')]).toEqual([table.name, table.sha256]);
      expect(text.toString().split('\n').length - 1).toBe(table.rows);
      if (table.file.startsWith('tables/')) expect(text.toString()).not.toMatch(/\b(anna|bert|carl)\b/);
    }
    expect(people?.tables.map(({ name }) => name).sort()).toEqual(
      ['public.consent_change', 'public.identity', 'public.person_key', 'public.quarantine'].sort(),
    );
    await expect(writeBackup({ url: server.url, world: 'demo', dir })).rejects.toThrow('there already');
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('is refused by a database that is not empty, or that others use', async () => {
    const dir = join(folder, 'named');
    expect(await loadBackup({ url: server.url, dir, replace: true })).toMatchObject({ outcome: 'refused', reason: 'in-use' });
    const url = await emptyDatabase();
    expect(await loadBackup({ url, dir })).toMatchObject({ outcome: 'restored', people: true });
    expect(await loadBackup({ url, dir })).toMatchObject({ outcome: 'refused', reason: 'not-empty' });
    expect(await loadBackup({ url, dir, replace: true })).toMatchObject({ outcome: 'restored' });
  });

  it('goes on as before: new rows are linked behind the old ones, and the past is refused every change', async () => {
    const url = await emptyDatabase();
    await loadBackup({ url, dir: join(folder, 'named') });
    await inDatabase(url, async (database) => {
      const links = await count(database, `chain_link WHERE stream = 'audit'`);
      await note({ database }, 5000);
      await new ChainRecords(database).run();
      expect(await count(database, `chain_link WHERE stream = 'audit'`)).toBe(links + 1);
      expect((await verifyRecords(database.read, nothing)).good).toBe(true);
      await expect(database.read.query('UPDATE books.posting SET amount_micros = 1')).rejects.toThrow('append-only');
      await expect(database.read.query('DELETE FROM audit_event')).rejects.toThrow('append-only');
    });
  });

  it('brings nobody back who was erased after it was taken, with or without its identity map', async () => {
    const dir = join(folder, 'named');
    await world.database.inTransaction((tx) => eraseViewer(tx, 'anna', start + 1));
    const erased = await listErasures(world.database.read);
    const [key] = erased.map(({ viewerKey }) => viewerKey);
    const url = await emptyDatabase();
    expect(await loadBackup({ url, dir, erased })).toMatchObject({ outcome: 'restored', people: true, erased: 1 });
    await inDatabase(url, async (database) => {
      expect(await count(database, `identity WHERE platform_id = 'anna'`)).toBe(0);
      expect(await count(database, `identity WHERE platform_id = 'bert'`)).toBe(1);
      expect(await count(database, 'engagement_event WHERE viewer_key = $1', [key])).toBe(0);
      expect((await verifyRecords(database.read, nothing)).good).toBe(true);
    });
    // The replaced database knows it too: nobody has to bring the list.
    rmSync(join(dir, 'people'), { recursive: true });
    expect(await loadBackup({ url, dir, replace: true })).toMatchObject({ outcome: 'restored', people: false, erased: 1 });
    await inDatabase(url, async (database) => {
      expect(await count(database, 'identity')).toBe(0);
      expect(await count(database, 'engagement_event WHERE viewer_key = $1', [key])).toBe(0);
      expect(await count(database, 'quarantine')).toBe(await count(world.database, 'quarantine'));
      expect(await count(database, 'quarantine WHERE raw IS NOT NULL')).toBe(0);
      expect(await count(world.database, 'quarantine WHERE raw IS NOT NULL')).toBe(2);
    });
  });

  it('is not loaded, not even in part, when a byte of it was changed', async () => {
    const dir = join(folder, 'changed');
    await writeBackup({ url: server.url, world: 'demo', dir });
    const file = join(dir, 'tables', 'books.posting.copy.gz');
    writeFileSync(file, gzipSync(gunzipSync(readFileSync(file)).toString().replace('USD', 'USE')));
    const url = await emptyDatabase();
    await expect(loadBackup({ url, dir })).rejects.toThrow('books.posting');
    await inDatabase(url, async (database) => {
      expect(await count(database, 'books.entry')).toBe(0);
      expect(await count(database, `pg_trigger WHERE tgenabled = 'D'`)).toBe(0);
    });
    expect(existsSync(file)).toBe(true);
  });
});
