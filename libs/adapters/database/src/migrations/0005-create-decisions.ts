import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decision records, the slots they filled, and the facts their beacons brought. */
export class CreateDecisions1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Edge processes follow people by this column to keep their memory fresh.
CREATE INDEX ON identity (updated_at);
CREATE TABLE decision (
  decision_id uuid PRIMARY KEY,
  decided_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  config_version bigint NOT NULL,
  model_version text NOT NULL,
  seed text NOT NULL,
  -- Context without the person; the person's part stands in decision_viewer and goes with an erase.
  request jsonb NOT NULL,
  -- Per placement: outcome, winner, price, and every visited ad as [ad id, closed reason code, score].
  results jsonb NOT NULL,
  took_us integer
);
CREATE INDEX ON decision (decided_at);
CREATE TABLE decision_viewer (
  decision_id uuid PRIMARY KEY,
  viewer_key uuid NOT NULL,
  purposes text[] NOT NULL,
  segments uuid[] NOT NULL
);
CREATE INDEX ON decision_viewer (viewer_key);
CREATE TABLE decision_slot (
  imp_id uuid PRIMARY KEY,
  decision_id uuid NOT NULL,
  decided_at timestamptz NOT NULL,
  placement text NOT NULL,
  account_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  campaign_version integer NOT NULL,
  ad_set_id uuid NOT NULL,
  ad_id uuid NOT NULL,
  creative_id uuid NOT NULL,
  content_id uuid,
  creator_id uuid,
  country char(2),
  device text,
  billing_event text NOT NULL,
  currency char(3) NOT NULL,
  bid_micros bigint NOT NULL,
  -- What one billing event costs: an impression (already divided by 1,000) or a click.
  price_micros bigint NOT NULL CHECK (price_micros >= 0),
  click_ppb bigint NOT NULL,
  lease_id uuid NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX ON decision_slot (decision_id);
CREATE INDEX ON decision_slot (campaign_id, decided_at);
-- A beacon that came before its decision's row; resolved within 60 s or closed with reason 644.
CREATE TABLE pending_beacon (
  imp_id uuid NOT NULL,
  kind text NOT NULL,
  token jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  accepted_at timestamptz NOT NULL,
  resolved_at timestamptz,
  -- counted: it became a fact (with 644 if its decision never came); repeated: another copy was there first; unknown: no such campaign.
  outcome text CHECK (outcome IN ('counted', 'repeated', 'unknown')),
  PRIMARY KEY (imp_id, kind)
);
CREATE INDEX ON pending_beacon (accepted_at) WHERE resolved_at IS NULL;
-- One row a beacon that counted, valid or with its closed reason (0 = valid). Partitioned by UUIDv7 range: a retry meets its first copy.
CREATE TABLE delivery_fact (
  campaign_id uuid NOT NULL,
  imp_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('impression', 'viewable', 'click', 'video', 'engagement', 'follow', 'hide')),
  ref text NOT NULL DEFAULT '',
  bucket timestamptz NOT NULL,
  reason smallint NOT NULL,
  -- Whether this kind is what the ad set pays for: then a charge of the same key stands beside it.
  billable boolean NOT NULL,
  account_id uuid NOT NULL,
  ad_set_id uuid NOT NULL,
  ad_id uuid NOT NULL,
  creative_id uuid NOT NULL,
  content_id uuid,
  creator_id uuid,
  decision_id uuid,
  placement text NOT NULL,
  country char(2),
  device text,
  occurred_at timestamptz NOT NULL,
  accepted_at timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, imp_id, kind, ref)
) PARTITION BY RANGE (imp_id);
CREATE INDEX ON delivery_fact (bucket, campaign_id);
CREATE TABLE delivery_fact_rest PARTITION OF delivery_fact DEFAULT;
-- Who saw it, kept apart from the facts so that an erase takes it and leaves every count.
CREATE TABLE delivery_viewer (
  imp_id uuid PRIMARY KEY,
  viewer_key uuid NOT NULL
);
CREATE INDEX ON delivery_viewer (viewer_key);
`;
