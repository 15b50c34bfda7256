import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row a decision, packed; and the versions of the model that decisions name. What was decided before goes: facts and charges stay. */
export class PackDecisions1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
DROP TABLE decision_slot;
DROP TABLE decision_viewer;
DROP TABLE decision;
CREATE TABLE decision (
  -- The low 6 bits are 0; impression n of the decision has n there (decision_of, impression_of).
  decision_id uuid PRIMARY KEY CHECK (get_byte(uuid_send(decision_id), 15) & 63 = 0),
  decided_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  config_version bigint NOT NULL,
  model_version bigint NOT NULL,
  pacing_version bigint NOT NULL,
  index_build integer NOT NULL,
  -- Packed by domain/auction: context, rules, every visited ad with its reason, finalists, state reads, the stopping proof. No person.
  record bytea NOT NULL,
  -- One line of fixed width a filled slot: what its charge will need (decisions/slot-lines.ts).
  slots bytea NOT NULL,
  -- The person's part, AES-256-GCM under the data key of his identity row: unreadable once that row is gone.
  sealed bytea,
  viewer_key uuid,
  -- Over record.
  sha256 bytea NOT NULL,
  CHECK ((sealed IS NULL) = (viewer_key IS NULL))
);
-- A uuid v7 is its own time: rows come in the order of the key, and so does whoever reads them by time.
CREATE INDEX ON decision (recorded_at);
CREATE INDEX ON decision (viewer_key) WHERE viewer_key IS NOT NULL;
-- The record is dense already; trying to compress it costs more than it saves.
ALTER TABLE decision ALTER COLUMN record SET STORAGE EXTERNAL, ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- What ads are expected to do, immutable: whole (based_on NULL) or what changed since based_on. Kept as long as decisions name it.
CREATE TABLE model_version (
  version bigint PRIMARY KEY,
  published_at timestamptz NOT NULL,
  based_on bigint REFERENCES model_version,
  payload jsonb NOT NULL,
  CHECK (based_on < version)
);
`;
