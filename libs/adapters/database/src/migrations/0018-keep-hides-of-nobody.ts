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

-- The lowest versions that decisions name which outlived the first look at them, by the day (UTC) they were made.
CREATE TABLE kept_decision_day (
  day date PRIMARY KEY,
  config_version bigint NOT NULL,
  model_version bigint NOT NULL,
  pacing_version bigint NOT NULL
);
INSERT INTO kept_decision_day (day, config_version, model_version, pacing_version)
SELECT (decided_at AT TIME ZONE 'UTC')::date, min(config_version), min(model_version), min(pacing_version)
FROM decision WHERE decision_id <= (SELECT after_id FROM retention_walk WHERE class = 'uncharged-decisions') GROUP BY 1;

-- The versions that stood when a day (UTC) was first seen: whatever is decided after that day names them or later ones.
CREATE TABLE version_mark (
  day date PRIMARY KEY,
  config_version bigint NOT NULL,
  model_version bigint NOT NULL,
  pacing_version bigint NOT NULL
);

-- How far each history was looked at: a row before which an older one of the same key is no more asked for.
CREATE TABLE history_walk (
  history text PRIMARY KEY CHECK (history IN ('config-history', 'pacing-history')),
  version bigint NOT NULL DEFAULT 0,
  area text NOT NULL DEFAULT '',
  key text NOT NULL DEFAULT ''
);
INSERT INTO history_walk (history) VALUES ('config-history'), ('pacing-history');
DROP INDEX config_history_version_idx;
CREATE INDEX ON config_history (version, area, key);
DROP INDEX pacing_change_version_idx;
CREATE INDEX ON pacing_change (version, holder_id);

-- Of histories: every row that went was followed by another one of its key at this version or before.
ALTER TABLE retention_proof ADD until_version bigint;
`;
