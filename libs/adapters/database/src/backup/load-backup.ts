import { join } from 'node:path';
import { assert } from '@flywheel/primitives';
import type { ErasedKey } from '@flywheel/runtime/evidence';
import type pg from 'pg';
import { hashTotals, readSignedTotals } from '../chain/checkpoints.ts';
import { extendChain } from '../chain/extend-chain.ts';
import { restartHeads } from '../chain/heads.ts';
import { streamNames } from '../chain/streams.ts';
import { copyInto } from '../copy-into.ts';
import { asTx } from '../database.ts';
import { migrate } from '../migrate.ts';
import { replayErasures } from '../people/replay-erasures.ts';
import { withConnection, withTransaction } from './connect.ts';
import { quoted } from './list-tables.ts';
import { readManifests, type Manifest, type TableFile } from './manifest.ts';
import { assertBooksHold, emptyDatabase, obstacleOf, type Obstacle } from './prepare-database.ts';
import { readTable } from './table-files.ts';
import type { BackupProgress } from './write-backup.ts';

type Request = {
  readonly url: string;
  readonly dir: string;
  /** Drops what the database holds now; the backup's files are read through before that. */
  readonly replace?: boolean;
  /** Who was erased since the backup was taken, as far as it is known outside the database. */
  readonly erased?: readonly ErasedKey[];
  readonly onProgress?: BackupProgress;
};

/** `people`: false where the backup came without its identity map. `erased`: erased again; `linked`: rows that had no link yet. */
export type Restored =
  | {
      readonly outcome: 'restored';
      readonly manifest: Manifest;
      readonly people: boolean;
      readonly erased: number;
      readonly linked: number;
    }
  | ({ readonly outcome: 'refused' } & Obstacle);

/**
 * Restores a backup: brings an empty database to the schema of the backup, loads every table in one transaction, and commits only when
 * rows and hashes are those of the manifest and the books balance. Whoever was erased after the backup was taken is erased again before
 * anyone can read a row.
 */
export async function loadBackup({ url, dir, replace = false, erased = [], onProgress }: Request): Promise<Restored> {
  const { manifest, people } = readManifests(dir);
  const withPeople = people ? [...manifest.tables.filter(({ name }) => !holds(people.tables, name)), ...people.tables] : manifest.tables;
  const files = inOrder(withPeople, manifest);
  const before = await withConnection(url, async (client): Promise<Obstacle | ErasedKey[]> => {
    const obstacle = await obstacleOf(client, replace);
    if (obstacle) return obstacle;
    if (!replace) return [];
    for (const file of files) await readThrough(dir, file);
    return emptyDatabase(client);
  });
  if ('reason' in before) return { outcome: 'refused', ...before };
  await migrate(url, undefined, manifest.schema);
  return withConnection(url, async (client) => {
    const counts = await withTransaction(client, 'BEGIN', () =>
      load(client, { dir, files, manifest, erased: [...erased, ...before], onProgress }),
    );
    return { outcome: 'restored', manifest, people: people !== undefined, ...counts };
  });
}

type Loading = {
  readonly dir: string;
  readonly files: readonly TableFile[];
  readonly manifest: Manifest;
  readonly erased: readonly ErasedKey[];
  readonly onProgress: BackupProgress | undefined;
};

async function load(client: pg.Client, { dir, files, manifest, erased, onProgress }: Loading): Promise<{ erased: number; linked: number }> {
  const tx = asTx(client);
  await makePartitions(client, files);
  const guarded = await setTriggersAside(client);
  // Migrations put rows of their own into some tables; the backup has what became of them.
  await client.query(`TRUNCATE ${await allTables(client)}`);
  for (const [done, file] of files.entries()) {
    onProgress?.({ table: file.name, done, total: files.length });
    const columns = file.columns.map((column) => `"${column}"`).join(', ');
    const { chunks, measured } = readTable(join(dir, file.file));
    await copyInto(client, `COPY ${quoted(file.name)} (${columns}) FROM STDIN`, chunks);
    assertSame(file, measured);
  }
  for (const { name, last, called } of manifest.sequences)
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [quoted(name), last, called]);
  // The questions below are asked of tables that nobody has counted yet: without this they may be answered row against row.
  await client.query('ANALYZE');
  const trial = hashTotals(await readSignedTotals(tx));
  assert(trial === manifest.trialBalanceSha256, 'the restored books have the trial balance of the backup');
  await assertBooksHold(client);
  const linked = await linkTheRest(client);
  const again = await replayErasures(tx, erased);
  for (const table of guarded) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  return { erased: again, linked };
}

async function makePartitions(client: pg.Client, files: readonly TableFile[]): Promise<void> {
  for (const { name, parent, bounds } of files) {
    if (parent !== null) await client.query(`CREATE TABLE IF NOT EXISTS ${quoted(name)} PARTITION OF ${quoted(parent)} ${bounds}`);
  }
}

/**
 * Triggers that refuse changes, or make rows of their own, would not let the past in. They are off for this transaction alone: should it
 * fail, they were never off. Keys, references and checks stay on.
 */
async function setTriggersAside(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT tgisinternal AND NOT c.relispartition ORDER BY 1`,
  );
  const names = rows.map(({ name }) => name);
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  return names;
}

async function allTables(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'books') AND c.relname <> 'migrations'`,
  );
  return rows.map(({ name }) => name).join(', ');
}

/** Rows that were still waiting for their link are linked now; their transactions' numbers mean nothing in this cluster. */
async function linkTheRest(client: pg.Client): Promise<number> {
  const tx = asTx(client);
  let linked = 0;
  await restartHeads(tx);
  for (const stream of streamNames) {
    for (let more = true; more;) {
      const extended = await extendChain(tx, { stream, most: 1000, all: true });
      linked += extended.linked;
      more = extended.more;
    }
  }
  await restartHeads(tx);
  return linked;
}

async function readThrough(dir: string, file: TableFile): Promise<void> {
  const { chunks, measured } = readTable(join(dir, file.file));
  for await (const chunk of chunks) assert(chunk.length > 0, 'a piece of a file is not empty');
  assertSame(file, measured);
}

function assertSame(file: TableFile, measured: { rows: number; bytes: number; sha256: string }): void {
  if (file.rows === measured.rows && file.bytes === measured.bytes && file.sha256 === measured.sha256) return;
  throw new Error(`${file.file} is not the file that was written: ${measured.rows} rows, sha256 ${measured.sha256}`);
}

function holds(tables: readonly TableFile[], name: string): boolean {
  return tables.some((table) => table.name === name);
}

/** People first: others refer to them, and they refer to nobody. */
function inOrder(files: readonly TableFile[], { tables }: Manifest): TableFile[] {
  const place = new Map(tables.map(({ name }, n) => [name, n]));
  const at = ({ name }: TableFile): number => place.get(name) ?? -1;
  return [...files].sort((one, other) => at(one) - at(other));
}
