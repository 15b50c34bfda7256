import type { Floor, PriceRule } from '@flywheel/auction';
import { micros, type Micros } from '@flywheel/primitives';

/** How a placement sells its slots and what its feed may hold of ads. `*` stands for every placement without a row of its own. */
export type Placement = {
  placement: string;
  adsOn: boolean;
  rule: PriceRule;
  /** How likely each slot is looked at, best first, in ppm of the best; empty: all alike. */
  positionPpm: readonly number[];
  /** Floor and increment per 1,000 impressions; `floors` holds where it names more of the place. */
  floorMicros: Micros;
  floors: readonly Floor[];
  incrementMicros: Micros;
  /** The first place in a feed an ad may take (1 = on top), posts between two ads, ads among all that is shown in basis points. */
  firstPosition: number;
  gap: number;
  shareBps: number;
  /** Of one visit: ads seen and ads hidden after which no more come, and the worth of posts pushed out of sight. Undefined: no limit. */
  fatigueAds: number | undefined;
  fatigueHides: number | undefined;
  displacedBudgetMicros: Micros | undefined;
  /** What a click is worth to its reader and what a hide costs, beside what is bid: micros of one each, 0: nothing. */
  clickWorthMicros: Micros;
  hideCostMicros: Micros;
  /** Beside which content ads stand here at all; the stricter of this and the ad set's own holds. */
  safetyTier: 'strict' | 'standard' | 'open';
};

/** A row of the table as the driver, or the configuration's history, gives it. */
export type StoredPlacement = {
  placement: string;
  ads_on: boolean;
  rule: PriceRule;
  position_ppm: number[];
  floor_micros: bigint | number | string;
  floors: StoredFloor[];
  increment_micros: bigint | number | string;
  first_position: number;
  gap: number;
  share_bps: number;
  fatigue_ads: number | null;
  fatigue_hides: number | null;
  displaced_budget_micros: bigint | number | string | null;
  safety_tier: Placement['safetyTier'];
  /** Missing in configurations from before these were. */
  click_worth_micros?: bigint | number | string;
  hide_cost_micros?: bigint | number | string;
};

/** A floor as it stands in jsonb: amounts are decimal text. */
export type StoredFloor = { format?: string; country?: string; device?: string; floorMicros: string };

/** Columns of `placementOf`, for a SELECT over `placement`. */
export const placementColumns = `placement, ads_on, rule, position_ppm, floor_micros, floors, increment_micros, first_position, gap,
  share_bps, fatigue_ads, fatigue_hides, displaced_budget_micros, safety_tier, click_worth_micros, hide_cost_micros`;

/** A stored row as the placement it is. */
export function placementOf(row: StoredPlacement): Placement {
  return {
    placement: row.placement,
    adsOn: row.ads_on,
    rule: row.rule,
    positionPpm: row.position_ppm,
    floorMicros: micros(BigInt(row.floor_micros)),
    floors: row.floors.map((floor) => ({ ...floor, floorMicros: micros(BigInt(floor.floorMicros)) })),
    incrementMicros: micros(BigInt(row.increment_micros)),
    firstPosition: row.first_position,
    gap: row.gap,
    shareBps: row.share_bps,
    fatigueAds: row.fatigue_ads ?? undefined,
    fatigueHides: row.fatigue_hides ?? undefined,
    displacedBudgetMicros: row.displaced_budget_micros === null ? undefined : micros(BigInt(row.displaced_budget_micros)),
    safetyTier: row.safety_tier,
    clickWorthMicros: micros(BigInt(row.click_worth_micros ?? 0)),
    hideCostMicros: micros(BigInt(row.hide_cost_micros ?? 0)),
  };
}
