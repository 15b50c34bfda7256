/**
 * A presence is one open connection by which a program shows that it uses the embedded server.
 * It ends with its program, however that ends, so nobody needs a pid file.
 */
import { superuser } from './cluster.mjs';

const prefix = 'flywheel ';

/** The address of a database on the embedded server. */
export const addressOf = ({ port, password, database }) => `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;

/** Connects and proves that the server at `port` is the one of `cluster`. Rejects when it is not there, not ready or another one. */
export const appear = async ({ port, password, cluster, purpose }) => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: addressOf({ port, password, database: 'postgres' }),
    application_name: `${prefix}${purpose}`.slice(0, 63),
    connectionTimeoutMillis: 3000,
    keepAlive: true,
  });
  client.on('error', () => undefined); // a lost connection also ends the client; its 'end' is what counts
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_setting('data_directory') AS folder, current_setting('flywheel.launcher', true) AS launcher`,
  );
  if (rows[0].folder !== cluster) {
    await client.end();
    throw new Error(`the server at port ${port} belongs to ${rows[0].folder}`);
  }
  return { client, launcher: rows[0].launcher ?? '' };
};

/** The purposes of the other programs present. */
export const others = async (client) => {
  const { rows } = await client.query(
    `SELECT application_name AS name FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND starts_with(application_name, $1) ORDER BY 1`,
    [prefix],
  );
  return rows.map(({ name }) => name.slice(prefix.length));
};
