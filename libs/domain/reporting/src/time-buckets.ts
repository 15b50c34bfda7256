import type { Instant } from '@flywheel/primitives';
import { addDays, type DayRange } from './day-range.ts';
import { localHour, offsetAt, startOfDay } from './zone.ts';

export type Grain = 'hour' | 'day' | 'week' | 'month';

/** One step of a time axis, [from, to). `key`: its first local day, or local hour with offset. */
export type TimeBucket = { readonly key: string; readonly from: Instant; readonly to: Instant };

/** A series longer than this is no chart and no table. */
export const mostBuckets = 1000;

const hourMs = 3_600_000;

/**
 * The buckets of a range in a zone, in order, without gap or overlap. Weeks begin on Monday; the first and last week or month are
 * cut to the range. Days around a change of clocks have 23 or 25 hours (or 23.5, 24.5). Undefined: more than `mostBuckets`.
 */
export function timeBuckets(range: DayRange, grain: Grain, zone: string): readonly TimeBucket[] | undefined {
  const starts = grain === 'hour' ? hourStarts(range, zone) : dayStarts(range, grain, zone);
  if (starts === undefined) return undefined;
  const end = startOfDay(range.to, zone);
  return starts.map((start, index) => ({ ...start, to: starts[index + 1]?.from ?? end }));
}

type Start = { readonly key: string; readonly from: Instant };

function dayStarts(range: DayRange, grain: Exclude<Grain, 'hour'>, zone: string): readonly Start[] | undefined {
  const starts: Start[] = [];
  for (let day = range.from; day < range.to; day = addDays(day, 1)) {
    if (starts.length > 0 && !beginsOne(day, grain)) continue;
    if (starts.length === mostBuckets) return undefined;
    starts.push({ key: day, from: startOfDay(day, zone) });
  }
  return starts;
}

function beginsOne(day: string, grain: Exclude<Grain, 'hour'>): boolean {
  if (grain === 'month') return day.endsWith('-01');
  return grain === 'day' || new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
}

/** Local full hours; where clocks move by half an hour, the piece up to the next full hour stands alone. */
function hourStarts(range: DayRange, zone: string): readonly Start[] | undefined {
  const end = startOfDay(range.to, zone);
  const starts: Start[] = [];
  for (let at = startOfDay(range.from, zone); at < end; at = nextHour(at, zone)) {
    if (starts.length === mostBuckets) return undefined;
    starts.push({ key: localHour(at, zone), from: at });
  }
  return starts;
}

function nextHour(at: Instant, zone: string): Instant {
  const local = at + offsetAt(at, zone);
  return at + hourMs - (((local % hourMs) + hourMs) % hourMs);
}
