import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far decisions were looked at for forgetting, and a proof of what went. */
export class ForgetDecisions1700000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Each walk goes over the decisions in the order of their ids, which is the order of time, and looks at none twice: what it leaves is
-- charged. It starts over when the months whose charges may be forgotten grow.
CREATE TABLE retention_walk (
  class text PRIMARY KEY CHECK (class IN ('uncharged-decisions', 'charged-decisions')),
  after_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  -- Charges accepted before this may be forgotten; NULL: none.
  released_until timestamptz
);
INSERT INTO retention_walk (class) VALUES ('uncharged-decisions'), ('charged-decisions');

-- One row a batch: how many went and how large they were, decided before when, and SHA-256 over their ids and hashes in order.
CREATE TABLE retention_proof (
  proof_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  class text NOT NULL,
  at timestamptz NOT NULL,
  cutoff timestamptz NOT NULL,
  rows integer NOT NULL CHECK (rows > 0),
  bytes bigint NOT NULL,
  sha256 bytea NOT NULL
);
`;
