import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links that make every change of entries, batches and audit events show, and the daily checkpoints that are signed over them. */
export class ChainRecords1700000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Chained rows are taken in the order of the transactions that wrote them, below those that still run.
ALTER TABLE audit_event ADD xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE batch ADD xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX ON audit_event (xid, audit_id);
CREATE INDEX ON batch (xid, bucket, campaign_id, gen);
CREATE INDEX ON books.entry (xid, entry_id);

-- A column that is added to a chained table later must be NULL in the rows that stand: a hash covers every field that has a value.
-- key: the primary key of the row as text; hash: SHA-256 over stream, seq, prev_hash and the row with its parts (chain/link-hash.ts).
CREATE TABLE chain_link (
  stream text NOT NULL CHECK (stream IN ('ledger', 'audit', 'batches')),
  seq bigint NOT NULL CHECK (seq > 0),
  key text[] NOT NULL,
  prev_hash bytea NOT NULL CHECK (length(prev_hash) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (stream, seq),
  UNIQUE (stream, key)
);
-- The last link of each stream, and up to where its rows were looked at: rows of earlier transactions, and of this one up to key.
CREATE TABLE chain_head (
  stream text PRIMARY KEY CHECK (stream IN ('ledger', 'audit', 'batches')),
  seq bigint NOT NULL DEFAULT 0,
  hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
  xid xid8 NOT NULL DEFAULT '0',
  key text[]
);
INSERT INTO chain_head (stream) VALUES ('ledger'), ('audit'), ('batches');

-- One a UTC day: what was signed, to the byte, and the Ed25519 signature over it. A copy lies outside the database.
CREATE TABLE chain_checkpoint (
  day date PRIMARY KEY,
  content text NOT NULL,
  signature bytea NOT NULL CHECK (length(signature) = 64)
);

-- Nobody was granted a change, and the owner is refused too.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'FW004'; END $$;
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['audit_event', 'batch', 'batch_slice', 'chain_link', 'chain_checkpoint'] LOOP
    EXECUTE format('CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['books.entry', 'books.posting', 'audit_event', 'batch', 'batch_slice', 'chain_link', 'chain_checkpoint'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM PUBLIC', kept);
  END LOOP;
END $$;
`;
