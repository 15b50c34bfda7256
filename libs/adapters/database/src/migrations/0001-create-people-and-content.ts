import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Viewers with consent, creators, content, and the taxonomy that names interests. */
export class CreatePeopleAndContent1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Ids travel as kind_<32 hex>; these two turn a column into that text and back.
CREATE FUNCTION wire_id(kind text, id uuid) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT kind || '_' || replace(id::text, '-', '') $$;
CREATE FUNCTION row_id(wire text) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT right(wire, 32)::uuid $$;

-- The only table that ties a person of the platform to the pseudonym used everywhere else.
CREATE TABLE identity (
  viewer_key uuid PRIMARY KEY,
  platform_id text NOT NULL UNIQUE CHECK (length(platform_id) BETWEEN 1 AND 128),
  purposes text[] NOT NULL DEFAULT '{}' CHECK (purposes <@ ARRAY['analytics', 'personalisation', 'ads']),
  country char(2),
  language text,
  data_key bytea NOT NULL,
  joined_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
-- Consent ledger: append-only history of what a person agreed to.
CREATE TABLE consent_change (
  viewer_key uuid NOT NULL REFERENCES identity ON DELETE CASCADE,
  purposes text[] NOT NULL,
  changed_at timestamptz NOT NULL,
  source text NOT NULL
);
CREATE INDEX ON consent_change (viewer_key, changed_at);
-- Pseudonyms whose person was erased: replayed after a restore from a backup, polled by whoever holds people in memory;
-- events: how many rows of engagement_event went, so that Σ stored of ingest_batch still adds up.
CREATE TABLE erasure (viewer_key uuid PRIMARY KEY, erased_at timestamptz NOT NULL, events integer NOT NULL);
CREATE INDEX ON erasure (erased_at);

CREATE TABLE creator (
  creator_id uuid PRIMARY KEY,
  platform_id text NOT NULL UNIQUE CHECK (length(platform_id) BETWEEN 1 AND 128),
  display_name text NOT NULL,
  country char(2),
  joined_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE content (
  content_id uuid PRIMARY KEY,
  platform_id text NOT NULL UNIQUE CHECK (length(platform_id) BETWEEN 1 AND 128),
  creator_id uuid REFERENCES creator,
  parent_id uuid REFERENCES content,
  kind text NOT NULL,
  title text NOT NULL DEFAULT '',
  body text NOT NULL DEFAULT '',
  tags text[] NOT NULL DEFAULT '{}',
  nodes text[] NOT NULL DEFAULT '{}',
  language text,
  media jsonb NOT NULL DEFAULT '[]',
  recommendable boolean NOT NULL DEFAULT true,
  published_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX ON content (creator_id, published_at);
CREATE INDEX ON content (updated_at);

-- Interests live in taxonomies: 'iab' (IAB Content 3.1, nodes 'iab:<id>') and 'tag' (the platform's own free tags, 'tag:<name>', one tier).
CREATE TABLE taxonomy_node (
  node text PRIMARY KEY,
  taxonomy text NOT NULL CHECK (taxonomy IN ('iab', 'tag')),
  parent text,
  name text NOT NULL,
  tier smallint NOT NULL,
  sensitive boolean NOT NULL DEFAULT false
);
CREATE TABLE tag_node (tag text NOT NULL, node text NOT NULL, PRIMARY KEY (tag, node));
`;
