import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The last failure of each timed job, until it runs well again. */
export class KeepJobFailures1700000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
CREATE TABLE job_failure (
  job text PRIMARY KEY,
  error text NOT NULL,
  -- Failures in a row.
  times integer NOT NULL CHECK (times > 0),
  failed_at timestamptz NOT NULL
);
`;
