import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the way from an amount to its charges looks things up by: batches by whose they are, an entry's batch, what undid an entry. */
export class IndexTraces1700000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
CREATE INDEX ON batch (entry_id);
CREATE INDEX ON batch (campaign_id, bucket);
CREATE INDEX ON batch (account_id, bucket);
CREATE INDEX ON books.entry (relates_to) WHERE relates_to IS NOT NULL;
`;
