import type { Instant } from '@flywheel/primitives';
import { localHour } from './local-hour.ts';

/** Hours of some days of the week: `days` 1 (Monday) to 7, from `fromHour` (0–23) until before `toHour` (1–24), both on the same day. */
export type Daypart = { readonly days: readonly number[]; readonly fromHour: number; readonly toHour: number };

/** Whose clock a daypart is read on. */
export type DaypartZone = 'viewer' | 'advertiser';

const hourMs = 3_600_000;
const quarterMs = hourMs / 4;

/**
 * Whether `at` lies in one of the dayparts on the clock of `zone` (IANA name); no dayparts means always. On the day the clock goes
 * forward the skipped hour never comes, on the day it goes back the repeated hour serves twice. An unknown zone is in no daypart.
 */
export function inDaypart(dayparts: readonly Daypart[], zone: string, at: Instant): boolean {
  if (dayparts.length === 0) return true;
  const local = localHour(zone, at);
  if (local === undefined) return false;
  return dayparts.some((part) => part.fromHour <= local.hour && local.hour < part.toHour && part.days.includes(local.weekday));
}

/** The next moment from `at` on that lies in a daypart, to the quarter of an hour; undefined when none does within eight days. */
export function nextDaypart(dayparts: readonly Daypart[], zone: string, at: Instant): Instant | undefined {
  if (inDaypart(dayparts, zone, at)) return at;
  const first = Math.floor(at / quarterMs) * quarterMs + quarterMs;
  for (let step = 0; step < 8 * 24 * 4; step += 1) {
    if (inDaypart(dayparts, zone, first + step * quarterMs)) return first + step * quarterMs;
  }
  return undefined;
}
