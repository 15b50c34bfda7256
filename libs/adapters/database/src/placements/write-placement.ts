import type { Tx } from '@flywheel/runtime';
import type { Placement, StoredFloor } from './placement.ts';

/** Writes a placement's row, new or over the old one; deciders follow within a second. Tells which it was. */
export async function writePlacement(tx: Tx, placement: Placement): Promise<'created' | 'changed'> {
  const { rows } = await tx.query<{ created: boolean }>(
    `INSERT INTO placement (placement, ads_on, rule, position_ppm, floor_micros, floors, increment_micros, first_position, gap, share_bps,
       fatigue_ads, fatigue_hides, displaced_budget_micros, safety_tier, click_worth_micros, hide_cost_micros)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (placement) DO UPDATE SET ads_on = excluded.ads_on, rule = excluded.rule, position_ppm = excluded.position_ppm,
       floor_micros = excluded.floor_micros, floors = excluded.floors, increment_micros = excluded.increment_micros,
       first_position = excluded.first_position, gap = excluded.gap, share_bps = excluded.share_bps,
       fatigue_ads = excluded.fatigue_ads, fatigue_hides = excluded.fatigue_hides,
       displaced_budget_micros = excluded.displaced_budget_micros,
       safety_tier = excluded.safety_tier, click_worth_micros = excluded.click_worth_micros, hide_cost_micros = excluded.hide_cost_micros
     RETURNING xmax = 0 AS created`,
    valuesOf(placement),
  );
  return rows[0]?.created ? 'created' : 'changed';
}

function valuesOf(placement: Placement): unknown[] {
  const { floors, fatigueAds, fatigueHides, displacedBudgetMicros } = placement;
  return [
    placement.placement,
    placement.adsOn,
    placement.rule,
    placement.positionPpm,
    placement.floorMicros,
    JSON.stringify(floors.map((floor): StoredFloor => ({ ...floor, floorMicros: String(floor.floorMicros) }))),
    placement.incrementMicros,
    placement.firstPosition,
    placement.gap,
    placement.shareBps,
    fatigueAds ?? null,
    fatigueHides ?? null,
    displacedBudgetMicros ?? null,
    placement.safetyTier,
    placement.clickWorthMicros,
    placement.hideCostMicros,
  ];
}
