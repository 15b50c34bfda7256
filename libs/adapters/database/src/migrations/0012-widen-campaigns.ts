import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Strategies, ad-set budgets, dayparts, caps at four levels, safety, statuses as versions, and what kept ads from serving by the hour. */
export class WidenCampaigns1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
ALTER TABLE ad_account
  ADD frequency_caps jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(frequency_caps) = 'array'),
  ADD min_gap_seconds integer NOT NULL DEFAULT 0 CHECK (min_gap_seconds BETWEEN 0 AND 2592000),
  -- What its ads are never shown beside, and whose ads are never shown beside its own (registered domains).
  ADD blocked_nodes text[] NOT NULL DEFAULT '{}',
  ADD blocked_creators uuid[] NOT NULL DEFAULT '{}',
  ADD competitors text[] NOT NULL DEFAULT '{}';

-- A campaign without a budget of its own has one at each of its ad sets: the document is checked for it as a whole.
ALTER TABLE campaign DROP CONSTRAINT campaign_check,
  ADD min_gap_seconds integer NOT NULL DEFAULT 0 CHECK (min_gap_seconds BETWEEN 0 AND 2592000);

ALTER TABLE ad_set DROP CONSTRAINT ad_set_bid_strategy_check,
  ADD CONSTRAINT ad_set_bid_strategy_check CHECK (bid_strategy IN ('manual', 'max_bid', 'lowest_cost', 'cost_cap', 'target_cost')),
  -- The average price of the billed event, in the unit of bid_micros; bid_micros is the ceiling of a single bid.
  ADD cost_micros bigint CHECK (cost_micros > 0),
  ADD CONSTRAINT ad_set_cost_check CHECK ((cost_micros IS NOT NULL) = (bid_strategy IN ('cost_cap', 'target_cost'))),
  ADD daily_budget_micros bigint CHECK (daily_budget_micros > 0),
  ADD lifetime_budget_micros bigint CHECK (lifetime_budget_micros > 0),
  -- Its least and most share of the campaign's budget: of a day where that is daily, else of the whole.
  ADD budget_min_micros bigint CHECK (budget_min_micros > 0),
  ADD budget_max_micros bigint CHECK (budget_max_micros >= coalesce(budget_min_micros, 1)),
  ADD CONSTRAINT ad_set_budget_check CHECK (coalesce(budget_min_micros, budget_max_micros) IS NULL
    OR coalesce(daily_budget_micros, lifetime_budget_micros) IS NULL),
  -- [{days: [1..7], fromHour, toHour}], Monday = 1; empty = always.
  ADD dayparts jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(dayparts) = 'array'),
  ADD daypart_zone text NOT NULL DEFAULT 'advertiser' CHECK (daypart_zone IN ('viewer', 'advertiser')),
  ADD safety_tier text NOT NULL DEFAULT 'standard' CHECK (safety_tier IN ('strict', 'standard', 'open')),
  ADD min_gap_seconds integer NOT NULL DEFAULT 0 CHECK (min_gap_seconds BETWEEN 0 AND 2592000),
  -- Set by the breaker when it pauses the ad set; cleared when a person starts it again.
  ADD tripped_at timestamptz,
  ADD trip_reason text;

ALTER TABLE ad
  ADD frequency_caps jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(frequency_caps) = 'array'),
  ADD min_gap_seconds integer NOT NULL DEFAULT 0 CHECK (min_gap_seconds BETWEEN 0 AND 2592000),
  ADD product_category text CHECK (product_category <> '');

ALTER TABLE creative DROP CONSTRAINT creative_format_check,
  ADD CONSTRAINT creative_format_check CHECK (format IN ('native_post', 'image', 'video')),
  ADD video_url text,
  ADD duration_ms integer CHECK (duration_ms BETWEEN 1 AND 3600000),
  ADD CONSTRAINT creative_video_check CHECK (
    (format = 'video') = (video_url IS NOT NULL) AND (format = 'video') = (duration_ms IS NOT NULL));

-- A version is a save or a change of status; sha256 is over the canonical JSON of the document with the status in it.
-- Null: saved before changes of status were versions; its sha256 is over the document alone.
ALTER TABLE campaign_version
  ADD configured_status text CHECK (configured_status IN ('draft', 'active', 'paused', 'archived')),
  ADD cause text NOT NULL DEFAULT 'save';

-- How often each ad met each outcome (list and code of the closed table) in an hour of UTC, and what the lost auctions asked for.
CREATE TABLE ad_outcome_hour (
  ad_no integer NOT NULL,
  hour timestamptz NOT NULL,
  list smallint NOT NULL,
  code smallint NOT NULL,
  n bigint NOT NULL CHECK (n > 0),
  to_win_n bigint NOT NULL DEFAULT 0,
  to_win_sum_micros bigint NOT NULL DEFAULT 0,
  to_win_least_micros bigint,
  PRIMARY KEY (ad_no, hour, list, code)
);
CREATE INDEX ON ad_outcome_hour (hour);
-- The same hours as a whole: decisions counted, slots offered and filled, and what the last slot's price setters bid per 1,000 impressions.
CREATE TABLE market_hour (
  hour timestamptz PRIMARY KEY,
  decisions bigint NOT NULL,
  slots bigint NOT NULL,
  filled bigint NOT NULL,
  bar_n bigint NOT NULL,
  bar_sum_micros bigint NOT NULL
);
-- Up to which decision they are counted.
CREATE TABLE outcome_cursor (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  recorded_at timestamptz,
  decision_id uuid
);
INSERT INTO outcome_cursor (one) VALUES (true);

-- Followers of the configuration read rows with the new columns from here on.
SELECT note_configuration('ad_account', 'ad_account', 'account_id');
SELECT note_configuration('campaign', 'campaign', 'campaign_id');
SELECT note_configuration('ad_set', 'ad_set', 'ad_set_id');
SELECT note_configuration('ad', 'ad', 'ad_id');
SELECT note_configuration('creative', 'creative', 'creative_id');
`;
