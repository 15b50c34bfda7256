import { migrate } from '@flywheel/database';
import pg from 'pg';

/** A migrated database of a bench's own; the caller drops it once nobody uses it. */
export type FreshDatabase = { readonly url: string; drop(): Promise<void> };

/** Makes it anew beside the database at `url`. */
export async function freshDatabase(url: string, name: string): Promise<FreshDatabase> {
  const own = new URL(url);
  own.pathname = `/${name}`;
  const drop = `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`;
  await onServer(url, [drop, `CREATE DATABASE ${name}`]);
  await migrate(own.href);
  return { url: own.href, drop: () => onServer(url, [drop]) };
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
