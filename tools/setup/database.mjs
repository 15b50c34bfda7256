/** The database of a world: the one DATABASE_URL names, or one on the embedded server of the data folder. */
import { readFileSync } from 'node:fs';
import { openPostgres } from '../postgres.mjs';
import { runScript } from './child.mjs';
import { beforeEnd } from './lifecycle.mjs';
import { say } from './progress.mjs';
import { Sentence } from './sentence.mjs';
import { databaseOf, dropDatabase, ensureDatabase } from './worlds.mjs';

const oldestServer = 14;

/** A setting from `X`, or from the file that `X_FILE` names. */
export const setting = (name, variables = process.env) => {
  const file = variables[`${name}_FILE`];
  return (file ? readFileSync(file, 'utf8').trim() : variables[name]) || undefined;
};

/** An address without its password, for people to read. */
const hidden = (url) => url.replace(/:[^:@/]*@/, ':…@');

const checkServer = async (url) => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major`,
    );
    if (rows[0].major < oldestServer) {
      throw new Sentence(`The database at ${hidden(url)} is PostgreSQL ${rows[0].version}: version ${oldestServer} or later is needed.`);
    }
  } catch (error) {
    if (error instanceof Sentence) throw error;
    throw new Sentence(`The database at ${hidden(url)} cannot be used: ${error.message || error.code}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Opens the embedded server so that it is left in order also when the end comes while it still starts. */
export const openEmbedded = async ({ dataDir, purpose, throwaway = false }) => {
  const opening = openPostgres({ dataDir, purpose, throwaway, log: say });
  beforeEnd(async () => (await opening.catch(() => undefined))?.stop());
  return opening;
};

/**
 * Opens the database of `world` (`name` overrides the world's own on the embedded server; `fresh` recreates it there).
 * Returns its `url` and, for the embedded one, the `server`.
 */
export const openDatabase = async ({ world, dataDir, purpose, name = databaseOf(world), fresh = false }) => {
  const given = setting('DATABASE_URL');
  if (given) {
    await checkServer(given);
    return { url: given };
  }
  const server = await openEmbedded({ dataDir, purpose });
  if (fresh) await dropDatabase(server.client, name);
  await ensureDatabase(server.client, name);
  return { url: server.url(name), server };
};

/** Brings a database to the newest schema, in a process of its own. */
export const migrateDatabase = async (url) => {
  const { code } = await runScript('tools/migrate/main.ts', [], { env: { ...process.env, DATABASE_URL: url, DATABASE_URL_FILE: '' } })
    .ended;
  if (code !== 0) throw new Sentence('The database could not be migrated.');
};
