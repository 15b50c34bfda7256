import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when the operator books as principal or agent; a batch sealed is booked as the newest row says, before the first as principal. */
export class KeepTheRevenueMode1700000000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE revenue_mode (
        mode_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        since timestamptz NOT NULL,
        mode text NOT NULL CHECK (mode IN ('principal', 'agent')),
        actor text NOT NULL
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
