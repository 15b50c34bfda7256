import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Figures of a model say since when they are. */
export class SaySinceWhen1700000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- shown: of impressions decided from here on.
ALTER TABLE model_learner ADD shown_since timestamptz;
`;
