import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { migrate } from '@flywheel/database';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';

const migrationsFolder = new URL('../../libs/adapters/database/src/migrations/', import.meta.url);
const templateLock = 7001;

/** A database of one test file: `url` is there once the file's hooks have begun. */
export type TestDatabase = { readonly url: string };

/**
 * Gives the calling test file a database of its own on the newest schema and drops it after the file's last test.
 * The server is the one that TEST_DATABASE_URL names (`npm test` starts one); its user must be allowed to create databases.
 */
export function useTestDatabase(): TestDatabase {
  let opened: { url: string; drop: () => Promise<void> } | undefined;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(async () => opened?.drop());
  return {
    get url(): string {
      if (!opened) throw new Error('the database is there only while tests and their hooks run');
      return opened.url;
    },
  };
}

/** The same outside a test file's hooks: the caller drops the database. */
export async function openTestDatabase(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const admin = process.env['TEST_DATABASE_URL'];
  if (!admin) throw new Error('TEST_DATABASE_URL is not set: run npm test, or give it the address that node tools/dev-database.mjs prints');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(admin, async (client) => {
    const template = await ensureTemplate(client, admin);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: atDatabase(admin, name),
    drop: () => withClient(admin, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** A database without any table, for what makes its own; the caller drops it. */
export async function openEmptyDatabase(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const admin = process.env['TEST_DATABASE_URL'];
  if (!admin) throw new Error('TEST_DATABASE_URL is not set: run npm test');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(admin, async (client) => void (await client.query(`CREATE DATABASE ${name} TEMPLATE template0`)));
  return {
    url: atDatabase(admin, name),
    drop: () => withClient(admin, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** The schema is migrated once for each state of the migrations; every test database is a copy of it. */
async function ensureTemplate(client: pg.Client, admin: string): Promise<string> {
  const template = `template_${migrationsHash()}`;
  await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount) return template;
    await client.query(`DROP DATABASE IF EXISTS ${template}_draft WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${template}_draft`);
    await migrate(atDatabase(admin, `${template}_draft`));
    await client.query(`ALTER DATABASE ${template}_draft RENAME TO ${template}`);
    return template;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  }
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(migrationsFolder).sort()) hash.update(file).update(readFileSync(new URL(file, migrationsFolder)));
  return hash.digest('hex').slice(0, 16);
}

function atDatabase(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}

async function withClient<T>(address: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
