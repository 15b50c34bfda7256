import type { Instant } from '@flywheel/primitives';

/** What a request is on its way, and what clocks differ by without harm. */
const toleratedMs = 2000;
const mostMs = 366 * 86_400_000;

/**
 * How far a sender's clock is behind ours, in ms, by what it showed when it sent (the time on the way counts as skew).
 * 0 where it did not say, where it is within 2 s, and where it is off by more than a year: such a clock says nothing.
 */
export function skewOf(acceptedAt: Instant, sentAt: Instant | undefined): number {
  if (sentAt === undefined) return 0;
  const skewMs = acceptedAt - sentAt;
  return Math.abs(skewMs) <= toleratedMs || Math.abs(skewMs) > mostMs ? 0 : skewMs;
}
