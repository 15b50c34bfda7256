import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leases on demand by holder, the recall of lowered budgets, deciders that are alive, and the versions that pace. */
export class PaceBudgets1700000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- The cap the advertiser asked for while more than that is leased: leases come back and the cap follows. Null: the cap is what was asked.
ALTER TABLE budget ADD wanted_micros bigint CHECK (wanted_micros >= 0);

-- holder_id: the ad set with a budget of its own, else the campaign. reserved_micros: what open wins hold of it, as its decider last said.
ALTER TABLE budget_lease
  ADD holder_id uuid,
  ADD reserved_micros bigint NOT NULL DEFAULT 0 CHECK (reserved_micros >= 0);
UPDATE budget_lease SET holder_id = campaign_id;
ALTER TABLE budget_lease ALTER holder_id SET NOT NULL;
CREATE INDEX ON budget_lease (expires_at) WHERE state = 'open';

-- Processes that decide; one that said nothing for five seconds does not count.
CREATE TABLE decider_beat (
  decider text PRIMARY KEY,
  seen_at timestamptz NOT NULL
);

-- A version is published only with its changes; the value of a holder at version v is its last change at or below v.
CREATE TABLE pacing_version (
  version bigint PRIMARY KEY,
  published_at timestamptz NOT NULL
);
CREATE TABLE pacing_change (
  version bigint NOT NULL REFERENCES pacing_version,
  -- A campaign or an ad set.
  holder_id uuid NOT NULL,
  -- The bid is multiplied by this: 1,000,000 / (1 + multiplier).
  share_ppm integer NOT NULL CHECK (share_ppm BETWEEN 0 AND 1000000),
  -- The chance that a fixed price takes part.
  throttle_ppm integer NOT NULL CHECK (throttle_ppm BETWEEN 0 AND 1000000),
  PRIMARY KEY (holder_id, version)
);
CREATE INDEX ON pacing_change (version);

-- Where the one pacer stands with each holder it paces: its multipliers, and what was committed when it last looked.
CREATE TABLE pacing_state (
  holder_id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL,
  multiplier double precision NOT NULL DEFAULT 0 CHECK (multiplier >= 0),
  -- Of a cost goal; null where the ad set has none.
  goal_multiplier double precision CHECK (goal_multiplier >= 0),
  share_ppm integer NOT NULL DEFAULT 1000000,
  throttle_ppm integer NOT NULL DEFAULT 1000000,
  committed_micros bigint NOT NULL DEFAULT 0,
  stepped_at timestamptz NOT NULL
);
-- What each ad set was charged in an hour of UTC, folded in minute by minute.
CREATE TABLE ad_set_hour (
  ad_set_id uuid NOT NULL,
  hour timestamptz NOT NULL,
  campaign_id uuid NOT NULL,
  charges bigint NOT NULL,
  spent_micros bigint NOT NULL,
  PRIMARY KEY (ad_set_id, hour)
);
CREATE INDEX ON ad_set_hour (hour);
CREATE TABLE pacer (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seen_at timestamptz NOT NULL,
  -- Up to where hours of charges and hours of traffic are folded.
  charges_to timestamptz NOT NULL,
  traffic_to timestamptz NOT NULL
);
-- Decisions of each past hour: the shape of a day that budgets are planned along.
CREATE TABLE traffic_hour (
  hour timestamptz PRIMARY KEY,
  decisions bigint NOT NULL CHECK (decisions >= 0)
);
`;
