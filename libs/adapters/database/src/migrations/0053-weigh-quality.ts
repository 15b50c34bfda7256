import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a placement adds to bids: the worth of a click to its reader, and what a hide costs. */
export class WeighQuality1700000000053 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
ALTER TABLE placement
  -- Total value = bid x chance + worth x P(click) - cost x P(hide), in micros of one click, one hide. 0: only bids count.
  ADD click_worth_micros bigint NOT NULL DEFAULT 0 CHECK (click_worth_micros BETWEEN 0 AND 1000000000),
  ADD hide_cost_micros bigint NOT NULL DEFAULT 0 CHECK (hide_cost_micros BETWEEN 0 AND 1000000000);
`;
