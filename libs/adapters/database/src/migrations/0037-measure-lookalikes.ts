import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How well a lookalike's model told unseen people of its seed from random ones. Lookalikes are worked out anew to have it. */
export class MeasureLookalikes1700000000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
ALTER TABLE audience ADD quality jsonb;
UPDATE audience SET built_at = NULL WHERE kind = 'lookalike' AND archived_at IS NULL;
`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
