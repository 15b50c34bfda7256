import pg from 'pg';
import { expect, it } from 'vitest';
import { openTestDatabase, useTestDatabase } from '../../stack/database.ts';

const database = useTestDatabase();

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('a test database holds the newest schema and nothing of another test', async () => {
  const other = await openTestDatabase();
  try {
    await ask(other.url, 'CREATE TABLE left_behind (id int)');
    const [found] = await ask(
      database.url,
      `SELECT to_regclass('left_behind') AS mine, count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(found).toMatchObject({ mine: null });
    expect((found as { tables: number }).tables).toBeGreaterThan(5);
  } finally {
    await other.drop();
  }
});
