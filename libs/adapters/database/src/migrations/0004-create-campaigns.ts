import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Account, campaign, ad set, ad, creative; every save a version. */
export class CreateCampaigns1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
CREATE TABLE ad_account (
  account_id uuid PRIMARY KEY,
  name text NOT NULL,
  domain text NOT NULL,
  currency char(3) NOT NULL,
  time_zone text NOT NULL DEFAULT 'UTC',
  country char(2),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
  created_at timestamptz NOT NULL
);
CREATE TABLE campaign (
  campaign_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES ad_account,
  name text NOT NULL,
  objective text NOT NULL CHECK (objective IN ('reach', 'engagement', 'followers', 'traffic', 'video_views')),
  configured_status text NOT NULL CHECK (configured_status IN ('draft', 'active', 'paused', 'archived')),
  daily_budget_micros bigint CHECK (daily_budget_micros > 0),
  lifetime_budget_micros bigint CHECK (lifetime_budget_micros > 0),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz,
  frequency_caps jsonb NOT NULL DEFAULT '[]',
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (daily_budget_micros IS NOT NULL OR lifetime_budget_micros IS NOT NULL)
);
CREATE INDEX ON campaign (account_id);
CREATE TABLE ad_set (
  ad_set_id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES campaign,
  name text NOT NULL,
  configured_status text NOT NULL CHECK (configured_status IN ('draft', 'active', 'paused', 'archived')),
  goal text NOT NULL,
  -- impression and viewable: bid_micros per 1,000; click, engagement, follow: bid_micros each.
  billing_event text NOT NULL CHECK (billing_event IN ('impression', 'viewable', 'click', 'engagement', 'follow', 'video')),
  bid_strategy text NOT NULL CHECK (bid_strategy IN ('manual', 'max_bid')),
  bid_micros bigint NOT NULL CHECK (bid_micros > 0),
  targeting jsonb NOT NULL,
  placements text[] NOT NULL DEFAULT '{}',
  frequency_caps jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX ON ad_set (campaign_id);
CREATE TABLE creative (
  creative_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES ad_account,
  format text NOT NULL CHECK (format IN ('native_post', 'image')),
  headline text NOT NULL,
  body text NOT NULL DEFAULT '',
  image_url text,
  landing_url text NOT NULL,
  call_to_action text NOT NULL DEFAULT 'Learn more',
  review_state text NOT NULL DEFAULT 'pending' CHECK (review_state IN ('pending', 'approved', 'rejected')),
  review_reason text,
  reviewed_by uuid,
  reviewed_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX ON creative (created_at) WHERE review_state = 'pending';
CREATE TABLE ad (
  ad_id uuid PRIMARY KEY,
  ad_set_id uuid NOT NULL REFERENCES ad_set,
  creative_id uuid NOT NULL REFERENCES creative,
  name text NOT NULL,
  configured_status text NOT NULL CHECK (configured_status IN ('draft', 'active', 'paused', 'archived'))
);
CREATE INDEX ON ad (ad_set_id);
-- How a placement prices its slots; floor and increment per 1,000 impressions. '*' stands for every placement without a row.
CREATE TABLE placement (
  placement text PRIMARY KEY,
  rule text NOT NULL CHECK (rule IN ('first', 'second')),
  floor_micros bigint NOT NULL CHECK (floor_micros >= 0),
  increment_micros bigint NOT NULL CHECK (increment_micros >= 0),
  ads_on boolean NOT NULL DEFAULT true
);
INSERT INTO placement (placement, rule, floor_micros, increment_micros) VALUES ('*', 'second', 100000, 10000);
-- Immutable: what a decision's version number stands for. sha256 is over the canonical JSON of document.
CREATE TABLE campaign_version (
  campaign_id uuid NOT NULL REFERENCES campaign,
  version integer NOT NULL,
  sha256 bytea NOT NULL,
  document jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by uuid,
  PRIMARY KEY (campaign_id, version)
);
-- Edge processes poll this number and rebuild their snapshot when it moves.
CREATE TABLE config_version (single boolean PRIMARY KEY DEFAULT true CHECK (single), version bigint NOT NULL);
INSERT INTO config_version (version) VALUES (1);
CREATE FUNCTION bump_config_version() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN UPDATE config_version SET version = version + 1; RETURN NULL; END $$;
CREATE TRIGGER config_moved AFTER INSERT OR UPDATE OR DELETE ON ad_account FOR EACH STATEMENT EXECUTE FUNCTION bump_config_version();
CREATE TRIGGER config_moved AFTER INSERT OR UPDATE OR DELETE ON campaign FOR EACH STATEMENT EXECUTE FUNCTION bump_config_version();
CREATE TRIGGER config_moved AFTER INSERT OR UPDATE OR DELETE ON ad_set FOR EACH STATEMENT EXECUTE FUNCTION bump_config_version();
CREATE TRIGGER config_moved AFTER INSERT OR UPDATE OR DELETE ON ad FOR EACH STATEMENT EXECUTE FUNCTION bump_config_version();
CREATE TRIGGER config_moved AFTER INSERT OR UPDATE OR DELETE ON creative FOR EACH STATEMENT EXECUTE FUNCTION bump_config_version();
CREATE TRIGGER config_moved AFTER INSERT OR UPDATE OR DELETE ON placement FOR EACH STATEMENT EXECUTE FUNCTION bump_config_version();
`;
