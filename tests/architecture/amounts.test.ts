import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { amountFault } from '../../tools/workspace/rules/amount-columns.ts';
import { columnsIn, type Column } from '../../tools/workspace/rules/sql-columns.ts';
import { filesOf } from '../../tools/workspace/rules/source-tree.ts';
import { useTestDatabase } from '../stack/database.ts';
import { rooms } from './repository.ts';

const faults = (columns: readonly Column[]): string[] => columns.map(amountFault).filter((fault) => fault !== undefined);

describe('an amount is whole millionths in a BIGINT named …_micros', () => {
  const migrations = filesOf(rooms, /^libs\/adapters\/database\/src\/migrations\/\d{4}-.*\.ts$/);
  const columns = [...migrations.values()].flatMap(columnsIn);

  it('in every migration', () => {
    expect(faults(columns)).toEqual([]);
  });

  it('and the migrations do hold amounts, so that this proves something', () => {
    expect(columns.filter(({ name }) => name.endsWith('_micros')).length).toBeGreaterThan(15);
  });
});

describe.skipIf(!process.env.TEST_DATABASE_URL)('the migrated database agrees', () => {
  const database = useTestDatabase();

  it('in its own catalogue', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<Column>(
      `SELECT table_name AS "table", column_name AS name, data_type AS type FROM information_schema.columns
       WHERE table_schema NOT IN ('information_schema', 'pg_catalog')`,
    );
    await client.end();
    expect(rows.filter(({ name }) => name.endsWith('_micros')).length).toBeGreaterThan(15);
    expect(faults(rows)).toEqual([]);
  });
});

describe('a planted amount column is caught', () => {
  it.each([
    'CREATE TABLE a (id uuid, spent_micros integer NOT NULL)',
    'CREATE TABLE a (id uuid, spent_micros numeric(20, 0))',
    'CREATE TABLE a (id uuid, amount bigint NOT NULL)',
    'CREATE TABLE IF NOT EXISTS "a" (id uuid, "daily_budget" numeric(12, 2) DEFAULT 0, n integer)',
    'CREATE TABLE a (price_cents integer CHECK (price_cents > 0))',
    'CREATE TABLE a (tip money)',
    'CREATE UNLOGGED TABLE a (balance double precision)',
    'ALTER TABLE a ADD COLUMN IF NOT EXISTS refund_amount bigint',
    'ALTER TABLE ONLY a ADD fee_micros int, ADD n integer',
    'ALTER TABLE a ALTER COLUMN spent_micros TYPE double precision USING spent_micros::double precision',
  ])('%s', (sql) => {
    expect(faults(columnsIn(sql))).toHaveLength(1);
  });
});

describe('what is no amount, or a good one, stands', () => {
  it.each([
    'CREATE TABLE a (spent_micros bigint NOT NULL CHECK (spent_micros >= 0), PRIMARY KEY (id, spent_micros))',
    'CREATE TABLE a (price_model text, budget_version integer, share_bps integer, click_ppb bigint, spent_at timestamptz)',
    '-- CREATE TABLE a (amount integer)',
    "CREATE TABLE a (note text DEFAULT 'amount integer, price money')",
    'CREATE TABLE a (at timestamptz) PARTITION BY RANGE (at); CREATE TABLE a_rest PARTITION OF a DEFAULT;',
  ])('%s', (sql) => {
    expect(faults(columnsIn(sql))).toEqual([]);
  });
});
