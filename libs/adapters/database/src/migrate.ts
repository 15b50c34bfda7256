import { assert } from '@flywheel/primitives';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/all.ts';

const lockKey = 7000;

/**
 * Brings the database at `url` to the newest schema. Any number of processes may call it at once: a session advisory lock lets one
 * run while the others wait and then find nothing to do. `log` hears one line a migration. `through` names the last migration to run:
 * the schema that a backup was taken of.
 */
export async function migrate(url: string, log: (line: string) => void = () => undefined, through?: string): Promise<void> {
  const last = through === undefined ? migrations.length : migrations.findIndex(({ name }) => name === through) + 1;
  assert(last > 0, `the migration ${through} is known to this version`);
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [lockKey]);
    const source = new DataSource({
      type: 'postgres',
      url,
      migrations: migrations.slice(0, last),
      migrationsTransactionMode: 'each',
      poolSize: 1,
    });
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
