import type { Micros } from '@flywheel/primitives';

/** What a budget window looks like when a lease is asked for. */
export type LeaseNeed = {
  capMicros: Micros;
  /** Spent or held by deciders so far. */
  leasedMicros: Micros;
  /** Processes that decide at the same time; at least 1. */
  workers: number;
  /** The most a single billing event of the campaign can cost. */
  maxPriceMicros: Micros;
  /** The largest part of the cap taken at once, in hundredths of a percent. Default 100 = 1 %. */
  mostBps?: number;
};

/**
 * How much to take at once: min(`mostBps` of the cap, 1 % if not said, a quarter of a worker's part of the rest), but room for one
 * maximum price, and never
 * more than the rest. Small chunks strand little, large ones ask seldom. 0 when not even one micro is left.
 */
export function leaseChunk(need: LeaseNeed): Micros {
  const left = need.capMicros - need.leasedMicros;
  if (left <= 0n) return 0n as Micros;
  const most = (need.capMicros * BigInt(need.mostBps ?? 100)) / 10_000n;
  const share = left / BigInt(4 * Math.max(1, need.workers));
  const wanted = most < share ? most : share;
  const useful = wanted > need.maxPriceMicros ? wanted : need.maxPriceMicros;
  return (useful < left ? useful : left) as Micros;
}
