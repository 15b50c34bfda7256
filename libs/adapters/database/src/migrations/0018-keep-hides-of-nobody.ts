import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody hid who is nobody to us, clicks that could not be stored, and how far histories were pruned. */
export class KeepHidesOfNobody1700000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Somebody who did not consent hid what this impression showed. It names no one: the process that decided still knows, for a day and in
-- memory only, which visit it was shown to. Gone after 24 hours.
CREATE TABLE hidden_impression (
  imp_id uuid NOT NULL,
  -- Wire id of an ad or of an advertiser's account.
  subject text NOT NULL CHECK (subject ~ '^(ad|acc)_[0-9a-f]{32}$'),
  hidden_at timestamptz NOT NULL,
  PRIMARY KEY (imp_id, subject)
);
CREATE INDEX ON hidden_impression (hidden_at);

-- Beside what was received: clicks that led their person on but could not be stored, noted with the next group that could, and beacons
-- whose decision never came to be recorded.
ALTER TABLE ingest_batch ADD unrecorded integer NOT NULL DEFAULT 0 CHECK (unrecorded >= 0);
`;
