import pg from 'pg';

/** Who signs in to a database besides its owner. app: the api and the worker. reader: reports and auditors. */
export type RoleKind = 'app' | 'reader';

/** The tables of the queue are its own: app writes them all. */
const queueSchema = 'bullmq';

/**
 * Opens the database at the owner's `url` to other roles, after each migration and restore; again is the same. Roles that are the owner
 * are left out. Refuses a role that does not exist.
 */
export async function openToRoles(url: string, roles: readonly { role: string; kind: RoleKind }[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const { role, kind } of roles) {
      if (role === client.user) continue;
      await client.query('BEGIN');
      await client.query('SELECT open_to_role($1, $2)', [role, kind]);
      if (kind === 'app') await openQueue(client, role);
      await client.query('COMMIT');
    }
  } finally {
    await client.end();
  }
}

/** The queue brings its schema to its own version when it is opened: it belongs to who opens it. */
async function openQueue(client: pg.Client, role: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${queueSchema}`);
  await client.query(`GRANT ALL ON SCHEMA ${queueSchema} TO ${name}`);
  await client.query(`GRANT ALL ON ALL TABLES IN SCHEMA ${queueSchema} TO ${name}`);
  await client.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA ${queueSchema} TO ${name}`);
}
