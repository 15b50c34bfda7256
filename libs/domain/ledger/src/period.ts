import type { Instant } from '@flywheel/primitives';

/** A calendar month of the operator's zone (UTC), as `YYYY-MM`. */
export type Period = `${number}-${number}`;

/** The month that holds `at`. */
export function periodOf(at: Instant): Period {
  return new Date(at).toISOString().slice(0, 7) as Period;
}

/** The first moment of the month and the first after it. */
export function periodBounds(period: Period): { from: Instant; until: Instant } {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return { from: Date.UTC(year, month - 1, 1), until: Date.UTC(year, month, 1) };
}
