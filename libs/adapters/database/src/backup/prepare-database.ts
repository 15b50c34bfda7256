import { assert } from '@flywheel/primitives';
import type { ErasedKey } from '@flywheel/runtime/evidence';
import type pg from 'pg';
import { asTx } from '../database.ts';
import { listErasures } from '../people/replay-erasures.ts';
import { withTransaction } from './connect.ts';
import { quoted } from './list-tables.ts';

/** Why a backup is not loaded into this database. `not-empty`: it holds tables. `in-use`: others are connected to it. */
export type Obstacle = { readonly reason: 'not-empty' | 'in-use'; readonly sentence: string };

const schemas = ['bullmq', 'books', 'public'];

/** What stands against loading a backup here; undefined where nothing does. */
export async function obstacleOf(client: pg.Client, replace: boolean): Promise<Obstacle | undefined> {
  const tables = await client.query(
    `SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY ($1) LIMIT 1`,
    [schemas],
  );
  if (tables.rowCount && !replace)
    return { reason: 'not-empty', sentence: 'the database is not empty: with --replace what it holds is dropped' };
  const others = await connectionsThatStay(client);
  return others === 0 ? undefined : { reason: 'in-use', sentence: `${others} connections use the database: stop what uses it first` };
}

/** One that was just closed takes a moment to go. */
async function connectionsThatStay(client: pg.Client): Promise<number> {
  for (let tries = 20; ; tries -= 1) {
    const { rowCount } = await client.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    if (!rowCount || tries === 0) return rowCount ?? 0;
    await client.query('SELECT pg_sleep(0.1)');
  }
}

/** Drops everything that the program ever made in this database, and returns who was erased in it: that must not come back. */
export async function emptyDatabase(client: pg.Client): Promise<ErasedKey[]> {
  return withTransaction(client, 'BEGIN', async () => {
    const known = await client.query(`SELECT to_regclass('public.erasure') IS NOT NULL AS here`);
    const erased = known.rows[0]?.here ? await listErasures(asTx(client)) : [];
    for (const schema of schemas) await client.query(`DROP SCHEMA IF EXISTS ${quoted(schema)} CASCADE`);
    await client.query('CREATE SCHEMA public');
    return erased;
  });
}

/** Refuses to go on with what a restored database must never hold. */
export async function assertBooksHold(client: pg.Client): Promise<void> {
  const uneven = await client.query(
    `SELECT entry_id FROM books.posting GROUP BY entry_id, currency HAVING sum(amount_micros) <> 0 LIMIT 1`,
  );
  assert(uneven.rowCount === 0, `every restored entry balances (${uneven.rows[0]?.entry_id})`);
  const apart = await client.query(
    `SELECT account FROM (SELECT account, currency, sum(amount_micros) AS folded FROM books.posting GROUP BY 1, 2) p
     FULL JOIN books.balance b USING (account, currency) WHERE coalesce(folded, 0) <> coalesce(balance_micros, 0) LIMIT 1`,
  );
  assert(apart.rowCount === 0, `every restored balance is the sum of its postings (${apart.rows[0]?.account})`);
}
