import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What reports look things up by, beyond the keys that writers need. */
export class AddReportIndexes1700000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
CREATE INDEX ON engagement_event (creator_id, at);
CREATE INDEX ON books.entry (kind, effective_at);
CREATE INDEX ON books.entry (recorded_at);
`;
