import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who sign in, their roles, sessions, API keys, and what was done. */
export class CreateAccess1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
CREATE TABLE person (
  person_id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE,
  display_name text NOT NULL,
  password_hash text NOT NULL,
  -- The tile that signs in as this person while the world is a marked demo.
  demo_tile text UNIQUE,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL,
  CHECK (email = lower(email))
);
-- The one-time link by which the first admin of a live world comes in.
CREATE TABLE bootstrap_link (
  token_sha256 bytea PRIMARY KEY,
  made_at timestamptz NOT NULL,
  used_at timestamptz
);
-- account_id for advertiser roles, creator_id for creator roles, neither for the operator's own people.
CREATE TABLE person_role (
  person_id uuid NOT NULL REFERENCES person,
  role text NOT NULL,
  account_id uuid REFERENCES ad_account,
  creator_id uuid REFERENCES creator,
  UNIQUE NULLS NOT DISTINCT (person_id, role, account_id, creator_id),
  CHECK ((account_id IS NOT NULL) = (role LIKE 'advertiser.%') AND (creator_id IS NOT NULL) = (role LIKE 'creator.%'))
);
CREATE INDEX ON person_role (account_id);
CREATE INDEX ON person_role (creator_id);
CREATE TABLE session (
  token_sha256 bytea PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX ON session (person_id);
CREATE TABLE api_key (
  key_id uuid PRIMARY KEY,
  name text NOT NULL,
  secret_sha256 bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
CREATE TABLE audit_event (
  audit_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}'
);
-- Progress of long work that a page shows while it runs (seeding, imports).
CREATE TABLE long_work (
  name text PRIMARY KEY,
  done integer NOT NULL,
  total integer NOT NULL,
  note text NOT NULL DEFAULT '',
  started_at timestamptz NOT NULL,
  ended_at timestamptz
);
-- Facts about this world: whether it is a marked demo, its seed, when it was made.
CREATE TABLE world (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  name text NOT NULL,
  marked_demo boolean NOT NULL,
  seed text,
  made_at timestamptz NOT NULL
);
`;
