import { assert } from '@flywheel/primitives';

/** Calendar days in some zone, `YYYY-MM-DD`: `from` in, `to` out. */
export type DayRange = { readonly from: string; readonly to: string };

const dayMs = 86_400_000;

/** The day `days` later (or earlier, when negative). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days a range has; at least 1 for a range that is one. */
export function lengthInDays(range: DayRange): number {
  return Math.round((Date.parse(`${range.to}T00:00:00Z`) - Date.parse(`${range.from}T00:00:00Z`)) / dayMs);
}

/**
 * The range to compare with, of the same length. `previous` goes back by the smallest multiple of 7 days that is no shorter than
 * the range, `year` by 364 days: weekdays meet weekdays.
 */
export function compareRange(range: DayRange, how: 'previous' | 'year'): DayRange {
  const length = lengthInDays(range);
  assert(length > 0, 'a range ends after it begins');
  const back = how === 'year' ? 364 : Math.ceil(length / 7) * 7;
  return { from: addDays(range.from, -back), to: addDays(range.to, -back) };
}
