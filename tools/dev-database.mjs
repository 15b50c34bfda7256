/**
 * Keeps the embedded PostgreSQL of DATA_DIR (default .data) open for development and prints its address on stdout.
 * `node tools/dev-database.mjs [database]` makes the database where it is missing. Ctrl-C stops the server unless others use it.
 */
import { openPostgres } from './postgres.mjs';
import { ensureDatabase } from './setup/worlds.mjs';
import { endWith } from './setup/sentence.mjs';

try {
  const database = process.argv[2] ?? 'postgres';
  const server = await openPostgres({
    dataDir: process.env.DATA_DIR ?? '.data',
    purpose: `dev-database ${process.pid}`,
    log: console.error,
  });
  await ensureDatabase(server.client, database);
  console.log(server.url(database));
  const stop = () => server.stop().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
} catch (error) {
  endWith(error);
}
