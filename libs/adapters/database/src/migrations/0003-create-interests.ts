import { iabContentNodes, tagMeanings } from '@flywheel/segments';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decayed counters per person and node, segments, and who is in them with the reason. */
export class CreateInterests1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
    await runner.query(seedNodes, [JSON.stringify(iabContentNodes)]);
    await runner.query(seedMeanings, [JSON.stringify(tagMeanings)]);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Three exponential counters (half-lives 6 h, 7 d, 45 d) as (value, time): decay needs no sweep.
CREATE TABLE affinity (
  viewer_key uuid NOT NULL,
  node text NOT NULL,
  short_value double precision NOT NULL,
  mid_value double precision NOT NULL,
  long_value double precision NOT NULL,
  at timestamptz NOT NULL,
  -- What was done, how often, last when: {"like": {"count": 3, "last": ms, "days": {"2026-03-01": 3}}}.
  actions jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (viewer_key, node)
);
CREATE TABLE segment (
  segment_id uuid PRIMARY KEY,
  node text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('declared', 'contextual', 'inferred', 'community', 'supervised')),
  name text NOT NULL,
  members integer NOT NULL DEFAULT 0,
  sellable boolean NOT NULL DEFAULT false,
  counted_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE TABLE membership (
  viewer_key uuid NOT NULL,
  segment_id uuid NOT NULL REFERENCES segment,
  entered_at timestamptz NOT NULL,
  left_at timestamptz,
  lift double precision NOT NULL,
  model_version text NOT NULL,
  explanation jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (viewer_key, segment_id)
);
CREATE INDEX ON membership (segment_id) WHERE left_at IS NULL;
CREATE INDEX ON membership (updated_at);
-- What everybody likes, to compare one person with: sums of positive blended counters over consented people, refreshed each minute.
CREATE TABLE node_share (
  node text PRIMARY KEY,
  tier text NOT NULL,
  affinity_sum double precision NOT NULL,
  people integer NOT NULL,
  counted_at timestamptz NOT NULL
);
CREATE TABLE tier_share (tier text PRIMARY KEY, affinity_sum double precision NOT NULL, counted_at timestamptz NOT NULL);
-- When a person's memberships were last weighed: decay ends them without an event.
CREATE TABLE interest_review (viewer_key uuid PRIMARY KEY, reviewed_at timestamptz NOT NULL);
CREATE INDEX ON interest_review (reviewed_at);
-- A person's word against an interest: it does not come back before until_at.
CREATE TABLE interest_refusal (
  viewer_key uuid NOT NULL,
  node text NOT NULL,
  until_at timestamptz NOT NULL,
  PRIMARY KEY (viewer_key, node)
);
`;

const seedNodes = `
INSERT INTO taxonomy_node (node, taxonomy, parent, name, tier, sensitive)
SELECT node, 'iab', parent, name, tier, sensitive
FROM jsonb_to_recordset($1::jsonb) AS n(node text, parent text, name text, tier smallint, sensitive boolean)
`;
const seedMeanings = `
INSERT INTO tag_node (tag, node) SELECT tag, node FROM jsonb_to_recordset($1::jsonb) AS m(tag text, node text)
`;
