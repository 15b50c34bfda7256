import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Audiences of advertisers: who is in them by pseudonym alone, what uploads are matched against, and the least size of an expression. */
export class CreateAudiences1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- The least number of people a segment must hold to be used; written at start from SEGMENT_MIN_PEOPLE.
CREATE TABLE privacy_rule (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  segment_min_people integer NOT NULL CHECK (segment_min_people >= 1)
);
INSERT INTO privacy_rule (segment_min_people) VALUES (1000);

-- HMACs of the hashed identifiers that the platform sent about a viewer who agreed to ads by interest. Nothing else is kept of them.
CREATE TABLE person_key (
  match_key bytea NOT NULL CHECK (length(match_key) = 32),
  viewer_key uuid NOT NULL REFERENCES identity ON DELETE CASCADE,
  PRIMARY KEY (match_key, viewer_key)
);
CREATE INDEX ON person_key (viewer_key);

CREATE TABLE audience (
  audience_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES ad_account,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  kind text NOT NULL CHECK (kind IN ('upload', 'engagers', 'lookalike')),
  definition jsonb NOT NULL,
  archived_at timestamptz,
  -- People in it who agree to ads by interest, at the last count, and the number that its told size is made from: that one
  -- stays where it is until the count has moved far enough for nobody to be told apart.
  people integer NOT NULL DEFAULT 0,
  told_people integer NOT NULL DEFAULT 0,
  targetable boolean NOT NULL DEFAULT false,
  counted_at timestamptz,
  -- When a job last worked out who is in it, and why it could not.
  built_at timestamptz,
  build_note text,
  -- Lookalikes: how alike the last person let in is, at each percent from 1 to 10.
  curve jsonb,
  created_at timestamptz NOT NULL
);
CREATE INDEX ON audience (account_id);
-- Uploads: the HMACs that were sent, matched or not, so that who joins later is matched too and an entry can be taken out again.
CREATE TABLE audience_entry (
  audience_id uuid NOT NULL REFERENCES audience,
  match_key bytea NOT NULL CHECK (length(match_key) = 32),
  PRIMARY KEY (audience_id, match_key)
);
CREATE INDEX ON audience_entry (match_key);
-- One change of an upload; its entries are staged until the last one came, then they count all at once or not at all.
CREATE TABLE audience_edit (
  edit_id uuid PRIMARY KEY,
  audience_id uuid NOT NULL REFERENCES audience,
  account_id uuid NOT NULL,
  action text NOT NULL CHECK (action IN ('add', 'remove', 'replace')),
  state text NOT NULL CHECK (state IN ('open', 'applied', 'refused')),
  received integer NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX ON audience_edit (account_id, started_at);
CREATE INDEX ON audience_edit (started_at) WHERE state = 'open';
CREATE TABLE audience_staged (
  edit_id uuid NOT NULL,
  match_key bytea NOT NULL,
  PRIMARY KEY (edit_id, match_key)
);
-- Who is in which audience. A row that was left stays a day, so that whoever holds members in memory learns of it; xid is the
-- transaction that wrote it last.
CREATE TABLE audience_member (
  audience_id uuid NOT NULL REFERENCES audience,
  viewer_key uuid NOT NULL,
  entered_at timestamptz NOT NULL,
  left_at timestamptz,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (audience_id, viewer_key)
);
CREATE INDEX ON audience_member (viewer_key);
CREATE INDEX ON audience_member (xid, audience_id, viewer_key);
CREATE INDEX ON audience_member (left_at) WHERE left_at IS NOT NULL;

-- Sizes that were told, by expression: the same question within its time gets the same answer, and asking is counted.
CREATE TABLE audience_size (
  account_id uuid NOT NULL,
  sha256 bytea NOT NULL,
  asked_at timestamptz NOT NULL,
  answer jsonb NOT NULL,
  PRIMARY KEY (account_id, sha256)
);
CREATE INDEX ON audience_size (asked_at);

-- What decisions read: 543 = fewer people than its parts require, 546 = it names a sensitive category.
ALTER TABLE ad_set ADD audience_obstacle smallint NOT NULL DEFAULT 0 CHECK (audience_obstacle IN (0, 543, 546));
SELECT note_configuration('ad_set', 'ad_set', 'ad_set_id');
-- How it was measured; moves every 15 minutes and is no configuration.
CREATE TABLE ad_set_reach (
  ad_set_id uuid PRIMARY KEY REFERENCES ad_set,
  required integer NOT NULL,
  people integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('met', 'below', 'sensitive', 'unknown-audience', 'too-complex')),
  path text NOT NULL,
  sentence text NOT NULL,
  checked_at timestamptz NOT NULL
);
CREATE INDEX ON ad_set_reach (checked_at);
`;
