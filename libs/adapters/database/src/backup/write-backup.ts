import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assert } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type pg from 'pg';
import { hashTotals, readSignedTotals } from '../chain/checkpoints.ts';
import { readHeads } from '../chain/heads.ts';
import { asTx } from '../database.ts';
import { withConnection, withTransaction } from './connect.ts';
import { listSequences, listTables, quoted, type DumpedTable } from './list-tables.ts';
import { peopleFolder, writeManifests, type Manifest, type TableFile } from './manifest.ts';
import { writeTable } from './table-files.ts';

/** Where a backup stands: how many tables are written, and which is next. */
export type BackupProgress = (state: { table: string; done: number; total: number }) => void;

type Request = { readonly url: string; readonly world: string; readonly dir: string; readonly onProgress?: BackupProgress };

// Who is who. The quarantine is in both parts: its rows are counted for ever, what was sent names people.
const peopleTables = ['public.identity', 'public.consent_change', 'public.person_key', 'public.quarantine'];
const withheld: Readonly<Record<string, readonly string[]>> = { 'public.quarantine': ['raw'] };

/**
 * Writes everything that the database holds at one moment into a new folder, while others go on writing. It grows under another name and
 * is renamed when it is whole and on disk. Refuses a folder that exists.
 */
export async function writeBackup({ url, world, dir, onProgress }: Request): Promise<Manifest> {
  const target = resolve(dir);
  if (existsSync(target)) throw new Error(`${target} is there already: a backup makes its own folder`);
  const draft = `${target}.partial-${process.pid}`;
  mkdirSync(join(draft, 'tables'), { recursive: true, mode: 0o700 });
  mkdirSync(join(draft, peopleFolder), { mode: 0o700 });
  try {
    const manifest = await withConnection(url, (client) =>
      withTransaction(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', () => dump(client, { world, draft, onProgress })),
    );
    renameSync(draft, target);
    return manifest;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

type Dumping = { readonly world: string; readonly draft: string; readonly onProgress: BackupProgress | undefined };

async function dump(client: pg.Client, { world, draft, onProgress }: Dumping): Promise<Manifest> {
  const tx = asTx(client);
  const tables = await listTables(tx);
  // Nobody changes the shape of a table before it was read.
  await tx.query(`LOCK TABLE ${tables.map(({ name }) => quoted(name)).join(', ')} IN ACCESS SHARE MODE`);
  const takenAt = await moment(tx);
  const wanted = tables.filter(({ holdsRows }) => holdsRows);
  const files: Record<'tables' | typeof peopleFolder, TableFile[]> = { tables: [], people: [] };
  for (const [done, table] of wanted.entries()) {
    onProgress?.({ table: table.name, done, total: wanted.length });
    if (peopleTables.includes(table.name)) files.people.push(await write(client, table, { draft, folder: peopleFolder, withheld: [] }));
    const hidden = withheld[table.name];
    if (hidden || !peopleTables.includes(table.name))
      files.tables.push(await write(client, table, { draft, folder: 'tables', withheld: hidden ?? [] }));
  }
  const heads = await readHeads(tx);
  const manifest: Manifest = {
    format: 1,
    world,
    schema: await schemaOf(tx),
    takenAt,
    tables: files.tables,
    sequences: await listSequences(tx),
    trialBalanceSha256: hashTotals(await readSignedTotals(tx)),
    heads: Object.fromEntries(
      Object.entries(heads).map(([stream, { seq, hash }]) => [stream, { seq: seq.toString(), hash: hash.toString('hex') }]),
    ),
  };
  writeManifests(draft, manifest, { format: 1, takenAt, tables: files.people });
  return manifest;
}

type Place = { readonly draft: string; readonly folder: string; readonly withheld: readonly string[] };

async function write(client: pg.Client, table: DumpedTable, { draft, folder, withheld: hidden }: Place): Promise<TableFile> {
  const { name, parent, bounds, columns } = table;
  const file = `${folder}/${name}.copy.gz`;
  const measured = await writeTable(client, { name, columns, withheld: hidden }, join(draft, file));
  return { name, parent, bounds, columns, withheld: hidden, file, ...measured };
}

async function moment(tx: Tx): Promise<string> {
  const { rows } = await tx.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  return rows[0]?.at.toISOString() ?? '';
}

async function schemaOf(tx: Tx): Promise<string> {
  const { rows } = await tx.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp DESC LIMIT 1');
  assert(rows[0], 'the database was migrated before it is backed up');
  return rows[0].name;
}
