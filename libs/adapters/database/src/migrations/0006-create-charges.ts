import type { MigrationInterface, QueryRunner } from 'typeorm';
import { chargeFunctions } from './charge-functions.sql.ts';

/** Charges in acceptance-minute buckets, sealing, batches, and budget leases. */
export class CreateCharges1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
    await runner.query(chargeFunctions);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
CREATE TABLE charge (
  campaign_id uuid NOT NULL,
  imp_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('impression', 'viewable', 'video', 'click', 'engagement', 'follow', 'conversion')),
  ref text NOT NULL DEFAULT '',
  bucket timestamptz NOT NULL,
  account_id uuid NOT NULL,
  ad_set_id uuid NOT NULL,
  ad_id uuid NOT NULL,
  creative_id uuid NOT NULL,
  content_id uuid,
  creator_id uuid,
  decision_id uuid,
  placement text NOT NULL,
  country char(2),
  currency char(3) NOT NULL,
  price_micros bigint NOT NULL CHECK (price_micros >= 0),
  quoted_micros bigint NOT NULL CHECK (quoted_micros >= price_micros),
  price_model text NOT NULL,
  rule_version integer NOT NULL,
  lease_id uuid,
  -- 0 = billable; otherwise the closed reason why the price is 0.
  reason smallint NOT NULL DEFAULT 0,
  occurred_at timestamptz NOT NULL,
  accepted_at timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, imp_id, kind, ref),
  CHECK (reason = 0 OR price_micros = 0)
) PARTITION BY RANGE (imp_id);
CREATE INDEX ON charge (bucket, campaign_id);
CREATE TABLE charge_rest PARTITION OF charge DEFAULT;

CREATE TABLE sealed_bucket (
  bucket timestamptz PRIMARY KEY,
  sealed_at timestamptz NOT NULL,
  rows integer NOT NULL,
  amount_micros bigint NOT NULL
);
CREATE TABLE batch (
  bucket timestamptz NOT NULL,
  campaign_id uuid NOT NULL,
  gen integer NOT NULL DEFAULT 0,
  account_id uuid NOT NULL,
  currency char(3) NOT NULL,
  rows integer NOT NULL,
  amount_micros bigint NOT NULL,
  share_micros bigint NOT NULL,
  sha256 bytea NOT NULL,
  entry_id uuid,
  PRIMARY KEY (bucket, campaign_id, gen)
);
-- Report dimensions of a batch; the sums of its slices are the batch's own.
CREATE TABLE batch_slice (
  bucket timestamptz NOT NULL,
  campaign_id uuid NOT NULL,
  gen integer NOT NULL DEFAULT 0,
  creator_id uuid,
  content_id uuid,
  placement text NOT NULL,
  creative_id uuid NOT NULL,
  country char(2),
  currency char(3) NOT NULL,
  rows integer NOT NULL,
  amount_micros bigint NOT NULL,
  share_micros bigint NOT NULL,
  UNIQUE NULLS NOT DISTINCT (bucket, campaign_id, gen, creator_id, content_id, placement, creative_id, country)
);
CREATE INDEX ON batch_slice (creator_id, bucket);

-- cap_micros: what may be spent in the window ('life' or a local day); leased_micros: what deciders hold or have spent of it.
CREATE TABLE budget (
  campaign_id uuid NOT NULL,
  time_window text NOT NULL,
  currency char(3) NOT NULL,
  cap_micros bigint NOT NULL CHECK (cap_micros >= 0),
  leased_micros bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, time_window),
  CHECK (leased_micros >= 0 AND leased_micros <= cap_micros)
);
CREATE TABLE budget_lease (
  lease_id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL,
  -- The windows this lease was taken from, e.g. {life,2026-11-20}.
  time_windows text[] NOT NULL,
  decider text NOT NULL,
  granted_micros bigint NOT NULL CHECK (granted_micros >= 0),
  spent_micros bigint NOT NULL DEFAULT 0,
  granted_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  CHECK (spent_micros >= 0 AND spent_micros <= granted_micros)
);
CREATE INDEX ON budget_lease (campaign_id) WHERE state = 'open';
`;
