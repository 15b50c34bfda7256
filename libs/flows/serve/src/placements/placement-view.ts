import type { Placement } from '@flywheel/database/placements';
import type { PlacementSettings, PlacementView } from '@flywheel/http/placements';
import { micros, type Micros } from '@flywheel/primitives';

/** A placement as it goes over the wire: amounts are decimal text, a limit that is none is null. */
export function placementView(placement: Placement): PlacementView {
  return {
    ...placement,
    positionPpm: [...placement.positionPpm],
    floorMicros: String(placement.floorMicros),
    floors: placement.floors.map((floor) => ({ ...floor, floorMicros: String(floor.floorMicros) }) as PlacementView['floors'][number]),
    incrementMicros: String(placement.incrementMicros),
    fatigueAds: placement.fatigueAds ?? null,
    fatigueHides: placement.fatigueHides ?? null,
    displacedBudgetMicros: placement.displacedBudgetMicros === undefined ? null : String(placement.displacedBudgetMicros),
    clickWorthMicros: String(placement.clickWorthMicros),
    hideCostMicros: String(placement.hideCostMicros),
  };
}

/** Settings that were parsed, as the placement of that name. */
export function placementFrom(name: string, settings: PlacementSettings): Placement {
  const { floors, fatigueAds, fatigueHides, displacedBudgetMicros } = settings;
  return {
    ...settings,
    placement: name,
    floorMicros: amount(settings.floorMicros),
    floors: floors.map(({ format, country, device, floorMicros }) => ({
      ...(format && { format }),
      ...(country && { country }),
      ...(device && { device }),
      floorMicros: amount(floorMicros),
    })),
    incrementMicros: amount(settings.incrementMicros),
    fatigueAds: fatigueAds ?? undefined,
    fatigueHides: fatigueHides ?? undefined,
    displacedBudgetMicros: displacedBudgetMicros === null ? undefined : amount(displacedBudgetMicros),
    clickWorthMicros: amount(settings.clickWorthMicros),
    hideCostMicros: amount(settings.hideCostMicros),
  };
}

function amount(text: string): Micros {
  return micros(BigInt(text));
}
