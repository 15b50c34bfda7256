import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decayed counters per person and node, segments, and who is in them with the reason. */
export class CreateInterests1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
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
  -- What was done, how often, last when: {"like": {"count": 3, "last": "..."}}; the explanation is read from it.
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
-- A person's word against an interest: it does not come back before until_at.
CREATE TABLE interest_refusal (
  viewer_key uuid NOT NULL,
  node text NOT NULL,
  until_at timestamptz NOT NULL,
  PRIMARY KEY (viewer_key, node)
);
`;
