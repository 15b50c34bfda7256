import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs of the ladder and the auditor with what they found, and what an erasure took out of each batch that came in. */
export class KeepReconciliations1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- How many of a batch's stored events, and of its rows in quarantine, went with the people who were erased: the rest must be there.
ALTER TABLE ingest_batch
  ADD erased_events integer NOT NULL DEFAULT 0 CHECK (erased_events BETWEEN 0 AND stored),
  ADD erased_quarantine integer NOT NULL DEFAULT 0 CHECK (erased_quarantine BETWEEN 0 AND quarantined);
-- What was erased before this was counted: whatever is missing where anybody was.
UPDATE ingest_batch b SET erased_events = b.stored - coalesce(r.n, 0)
  FROM ingest_batch o LEFT JOIN (SELECT batch_id, count(*)::int AS n FROM engagement_event GROUP BY 1) r USING (batch_id)
  WHERE o.batch_id = b.batch_id AND b.source <> 'beacon' AND b.stored > coalesce(r.n, 0) AND EXISTS (SELECT FROM erasure);
UPDATE ingest_batch b SET erased_quarantine = b.quarantined - coalesce(r.n, 0)
  FROM ingest_batch o LEFT JOIN (SELECT batch_id, count(*)::int AS n FROM quarantine GROUP BY 1) r USING (batch_id)
  WHERE o.batch_id = b.batch_id AND b.quarantined > coalesce(r.n, 0) AND EXISTS (SELECT FROM erasure);

CREATE TABLE reconciliation_run (
  run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  cause text NOT NULL CHECK (cause IN ('nightly', 'asked')),
  asked_by text,
  took_ms integer NOT NULL CHECK (took_ms >= 0),
  -- Steps of the ladder with a difference, and claims with a row against them.
  steps_apart integer NOT NULL,
  claims_hit integer NOT NULL
);
CREATE INDEX ON reconciliation_run (at);
-- One row a step and currency ('' where rows alone are counted). apart: keys whose two sides differ; rows: the first of them.
CREATE TABLE reconciliation_step (
  run_id bigint NOT NULL REFERENCES reconciliation_run ON DELETE CASCADE,
  step smallint NOT NULL,
  currency text NOT NULL,
  name text NOT NULL,
  left_says text NOT NULL,
  right_says text NOT NULL,
  left_n bigint NOT NULL,
  right_n bigint NOT NULL,
  left_micros bigint,
  right_micros bigint,
  apart integer NOT NULL,
  rows jsonb NOT NULL,
  PRIMARY KEY (run_id, step, currency)
);
-- One row a claim of the SQL auditor: how many rows stand against it, and the first of them.
CREATE TABLE reconciliation_claim (
  run_id bigint NOT NULL REFERENCES reconciliation_run ON DELETE CASCADE,
  place smallint NOT NULL,
  claim text NOT NULL,
  says text NOT NULL,
  hits integer NOT NULL,
  rows jsonb NOT NULL,
  PRIMARY KEY (run_id, place)
);
`;
