import type { Micros } from '@flywheel/primitives';

const billion = 1_000_000_000n;

/**
 * What a win takes from the free lease until it is charged or expires: the price itself per impression; for events that may not come
 * (a view, a click) chance × price, rounded up: full prices would strand the budget. The capture stays conditional, so spend ≤ cap.
 */
export function reservedPrice(priceMicros: Micros, billingEvent: string, chancePpb: bigint): Micros {
  if (billingEvent === 'impression') return priceMicros;
  return ((priceMicros * chancePpb + billion - 1n) / billion) as Micros;
}
