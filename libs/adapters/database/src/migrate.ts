import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/all.ts';

const lockKey = 7000;

/**
 * Brings the database at `url` to the newest schema. Any number of processes may call it at once: a session advisory lock lets one
 * run while the others wait and then find nothing to do. `log` hears one line a migration.
 */
export async function migrate(url: string, log: (line: string) => void = () => undefined): Promise<void> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [lockKey]);
    const source = new DataSource({ type: 'postgres', url, migrations, migrationsTransactionMode: 'each', poolSize: 1 });
    await source.initialize();
    try {
      for (const migration of await source.runMigrations()) log(`migrated ${migration.name}`);
    } finally {
      await source.destroy();
    }
  } finally {
    await guard.end();
  }
}
