import pg from 'pg';

/** Runs `use` on a connection of its own without time limits: a backup takes as long as it takes. */
export async function withConnection<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const settings = ['statement_timeout=0', 'lock_timeout=30000', 'idle_in_transaction_session_timeout=0', 'timezone=UTC', 'datestyle=ISO'];
  const client = new pg.Client({
    connectionString: url,
    // Without synchronize_seqscans = off a large table may be read from its middle on, and hashed in another order.
    options: [...settings, 'synchronize_seqscans=off', 'application_name=flywheel-backup'].map((each) => `-c ${each}`).join(' '),
  });
  // A connection that breaks fails its query; without a listener it would end the process too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Runs `use` in one transaction; `begin` is its first statement. */
export async function withTransaction<T>(client: pg.Client, begin: string, use: () => Promise<T>): Promise<T> {
  await client.query(begin);
  try {
    const result = await use();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
