import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is needed to learn from outcomes as they are committed, and to see and hold what is published. */
export class LearnOnline1700000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Which transaction wrote a fact: with a snapshot it tells exactly what was committed since. Facts from before have none.
ALTER TABLE delivery_fact ADD xid xid8;
ALTER TABLE delivery_fact ALTER xid SET DEFAULT pg_current_xact_id();
CREATE INDEX ON delivery_fact (xid);

-- Who published a version and why; restores: the old version it says again.
ALTER TABLE model_version ADD published_by text NOT NULL DEFAULT 'learner', ADD reason text, ADD restores bigint;

-- One learner at a time, and whether an operator holds what is published.
CREATE TABLE model_learner (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  holder text NOT NULL DEFAULT '',
  until timestamptz NOT NULL DEFAULT '-infinity',
  held boolean NOT NULL DEFAULT false,
  -- What the page shows of the shadow model: by event, as of shown_at.
  shown jsonb NOT NULL DEFAULT '[]',
  shown_at timestamptz
);
INSERT INTO model_learner DEFAULT VALUES;
`;
