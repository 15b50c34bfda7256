import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lots of promotional credit are found by their account without a look at every balance. */
export class IndexCredit1700000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX balance_credit ON books.balance (split_part(account, ':', 2)) WHERE left(account, 5) = '2015:'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
