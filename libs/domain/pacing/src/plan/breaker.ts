import type { Micros } from '@flywheel/primitives';

/** An hour of an ad set beside what was planned for it and what an event cost in the hours of the past week. */
export type JudgedHour = {
  charges: number;
  spentMicros: Micros;
  /** Undefined where nothing says by when the money should be spent. */
  plannedMicros: Micros | undefined;
  /** Mean price of a charge in each of the past week's hours that had any. */
  pastPrices: readonly Micros[];
};

/** Why an ad set is stopped. */
export type TripReason = 'spend' | 'price';

const times = 3n;
// Fewer charges than that are chance, and a median of less than a day's hours says little.
const fewestCharges = 20;
const fewestHours = 24;

/**
 * The breaker: an hour that spends more than three times its plan, or whose mean price is more than three times the median of the past
 * seven days, stops the ad set. A single charge, or a short history, never does.
 */
export function tripReason(hour: JudgedHour): TripReason | undefined {
  if (hour.charges < fewestCharges) return undefined;
  if (hour.plannedMicros !== undefined && hour.spentMicros > times * hour.plannedMicros) return 'spend';
  if (hour.pastPrices.length < fewestHours) return undefined;
  return hour.spentMicros > times * medianOf(hour.pastPrices) * BigInt(hour.charges) ? 'price' : undefined;
}

function medianOf(prices: readonly Micros[]): bigint {
  const sorted = prices.toSorted((a, b) => (a < b ? -1 : 1));
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0n;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0n) + upper) / 2n;
}
