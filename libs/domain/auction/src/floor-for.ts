import type { Micros } from '@flywheel/primitives';

/** A floor per 1,000 impressions where all that it names holds; what it does not name, or names as `*`, is everything. */
export type Floor = { placement?: string; format?: string; country?: string; device?: string; floorMicros: Micros };

/** Where an ad would stand. An unknown country or device meets only floors that do not name one. */
export type FloorPlace = { placement: string; format: string; country?: string | undefined; device?: string | undefined };

// In this order where as many are named: a placement says more than a format, a format more than a country.
const parts = ['placement', 'format', 'country', 'device'] as const;

/** The floor that names most of the place; of two that name the same, the higher. Undefined where none applies. */
export function floorFor(floors: readonly Floor[], place: FloorPlace): Micros | undefined {
  let best: { rank: number; floorMicros: Micros } | undefined;
  for (const floor of floors) {
    const rank = rankOf(floor, place);
    if (rank === undefined) continue;
    if (best === undefined || rank > best.rank || (rank === best.rank && floor.floorMicros > best.floorMicros)) {
      best = { rank, floorMicros: floor.floorMicros };
    }
  }
  return best?.floorMicros;
}

/** How much of the place a floor names: how many parts first, then which; undefined where one of them is another. */
function rankOf(floor: Floor, place: FloorPlace): number | undefined {
  let named = 0;
  let which = 0;
  for (const [at, part] of parts.entries()) {
    const wanted = floor[part];
    if (wanted === undefined || wanted === '*') continue;
    if (wanted !== place[part]) return undefined;
    named += 1;
    which += 2 ** (parts.length - at);
  }
  return named * 2 ** (parts.length + 1) + which;
}
