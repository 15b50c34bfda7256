import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Four auction rules over slots of unequal worth, floors by format, country and device, and what a feed may hold of ads. */
export class WidenPlacements1700000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
CREATE FUNCTION never_rises(list integer[]) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT coalesce(bool_and(here <= before), true)
    FROM (SELECT e AS here, lag(e, 1, e) OVER (ORDER BY n) AS before FROM unnest(list) WITH ORDINALITY AS t(e, n)) AS pairs $$;

ALTER TABLE placement DROP CONSTRAINT placement_rule_check,
  ADD CONSTRAINT placement_rule_check CHECK (rule IN ('first', 'second', 'gsp', 'vcg')),
  -- How likely each slot is looked at, best first, in ppm of the best; empty = all alike.
  ADD position_ppm integer[] NOT NULL DEFAULT '{}'
    CHECK (cardinality(position_ppm) <= 8 AND 0 < ALL (position_ppm) AND 1000000 >= ALL (position_ppm) AND never_rises(position_ppm)),
  -- [{format?, country?, device?, floorMicros}]: the one that names most holds, else floor_micros.
  ADD floors jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(floors) = 'array'),
  -- Of a feed: the first place an ad may take (1 = on top), posts between two ads, and ads among all that is shown.
  ADD first_position integer NOT NULL DEFAULT 4 CHECK (first_position BETWEEN 1 AND 100),
  ADD gap integer NOT NULL DEFAULT 3 CHECK (gap BETWEEN 0 AND 100),
  ADD share_bps integer NOT NULL DEFAULT 2000 CHECK (share_bps BETWEEN 0 AND 10000),
  -- Of one visit: ads seen and ads hidden after which no more come, and the worth of posts pushed out of sight. NULL = no limit.
  ADD fatigue_ads integer CHECK (fatigue_ads > 0),
  ADD fatigue_hides integer CHECK (fatigue_hides > 0),
  ADD displaced_budget_micros bigint CHECK (displaced_budget_micros >= 0),
  -- Beside which content ads stand here at all; an ad set may ask for less.
  ADD safety_tier text NOT NULL DEFAULT 'standard' CHECK (safety_tier IN ('strict', 'standard', 'open'));
SELECT note_configuration('placement', 'placement', 'placement');
`;
