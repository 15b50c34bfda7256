import type { MigrationInterface, QueryRunner } from 'typeorm';
import { booksPost } from './books-post.sql.ts';
import { booksRules } from './books-rules.sql.ts';

/** Double entry: entries, postings, balances, closed months, reinvestment. */
export class CreateBooks1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(booksRules);
    await runner.query(booksPost);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const tables = `
CREATE SCHEMA books;
CREATE TABLE books.entry (
  entry_id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE,
  payload_sha256 bytea NOT NULL,
  kind text NOT NULL,
  effective_at date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  relates_to uuid REFERENCES books.entry,
  reason text,
  actor text NOT NULL,
  rule_version integer,
  meta jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX ON books.entry (effective_at);
-- Debit is positive, credit negative. account = code, or code:owner (owner is a wire id or a name such as CreatorFund).
CREATE TABLE books.posting (
  -- Of an entry made in the same transaction: books.refuse_late_lines checks it once a statement, a foreign key would once a row.
  entry_id uuid NOT NULL,
  line smallint NOT NULL,
  account text NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL CHECK (amount_micros <> 0),
  PRIMARY KEY (entry_id, line)
);
CREATE INDEX ON books.posting (account, currency);
CREATE TABLE books.balance (
  account text NOT NULL,
  currency char(3) NOT NULL,
  balance_micros bigint NOT NULL DEFAULT 0,
  -- -1: never debit (liabilities towards others); 0: free.
  guard smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (account, currency),
  CHECK (guard = 0 OR balance_micros <= 0)
);
-- A month in the operator's zone. version counts closes; a closed month takes no entries.
CREATE TABLE books.period (
  period char(7) PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('open', 'closing', 'closed')),
  version integer NOT NULL DEFAULT 0,
  closed_at timestamptz,
  closed_by text,
  snapshot jsonb,
  snapshot_sha256 bytea
);
CREATE TABLE books.reinvestment_run (
  run_id uuid PRIMARY KEY,
  period char(7) NOT NULL REFERENCES books.period,
  currency char(3) NOT NULL,
  basis_micros bigint NOT NULL,
  rate_bp integer NOT NULL,
  amount_micros bigint NOT NULL,
  funds jsonb NOT NULL,
  snapshot_sha256 bytea NOT NULL,
  entry_id uuid NOT NULL REFERENCES books.entry,
  posted_at timestamptz NOT NULL,
  posted_by text NOT NULL,
  UNIQUE (period, currency)
);
`;
