import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Communities of content that the same people turn to: runs, what each found, and which content is in which. */
export class FindCommunities1700000000054 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
ALTER TABLE taxonomy_node DROP CONSTRAINT taxonomy_node_taxonomy_check,
  ADD CONSTRAINT taxonomy_node_taxonomy_check CHECK (taxonomy IN ('iab', 'tag', 'community'));

-- A content is in one community at most. nodes is what tags say, what was found, and the community.
ALTER TABLE content ADD community_node text;
ALTER TABLE content DROP COLUMN nodes;
ALTER TABLE content ADD nodes text[] NOT NULL GENERATED ALWAYS AS (
  tag_nodes || topic_nodes || CASE WHEN community_node IS NULL THEN '{}'::text[] ELSE ARRAY[community_node] END) STORED;
CREATE INDEX ON content (community_node) WHERE community_node IS NOT NULL;

-- One row for each hour that was looked at: two workers in one hour make one run.
CREATE TABLE community_run (
  run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hour timestamptz NOT NULL UNIQUE,
  ran_at timestamptz NOT NULL,
  -- 'published': content was moved; 'unstable': independent runs disagreed and everything stayed.
  outcome text NOT NULL CHECK (outcome IN ('published', 'unstable')),
  items integer NOT NULL,
  people integer NOT NULL,
  k integer NOT NULL,
  ari real NOT NULL,
  coverage real NOT NULL,
  -- SHA-256 over the items of each community, so that the same input is seen to give the same result.
  sha256 bytea NOT NULL,
  tried jsonb NOT NULL
);

CREATE TABLE community (
  node text PRIMARY KEY REFERENCES taxonomy_node,
  born_run bigint NOT NULL REFERENCES community_run,
  last_run bigint NOT NULL REFERENCES community_run,
  retired_at timestamptz,
  -- Null: it needs a name. Words: after its categories; an operator's name stays.
  named_by text CHECK (named_by IN ('categories', 'operator')),
  items integer NOT NULL,
  exemplars jsonb NOT NULL DEFAULT '[]',
  categories jsonb NOT NULL DEFAULT '[]',
  words jsonb NOT NULL DEFAULT '[]',
  -- Held against the partition found without the last week; null: it had no counterpart there.
  weekly_items real,
  weekly_members real,
  lift real,
  lift_low real,
  lift_high real,
  lift_members integer,
  -- Whether it may be offered: lifted, and named. That it is large enough is counted each minute.
  kept boolean NOT NULL DEFAULT false
);
`;
