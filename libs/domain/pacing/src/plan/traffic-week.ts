import type { Instant } from '@flywheel/primitives';

const hourMs = 3_600_000;
const hours = 168;
const weekMs = hours * hourMs;
// 1970-01-01 was a Thursday; an hour of the week counts from Monday 00:00 UTC.
const thursdayHours = 72;

/** How much traffic each UTC hour of a week has, Monday 00:00 first; only ratios matter. 0 where a buyer may not buy. */
export type TrafficWeek = Float64Array;

/** One past hour of UTC and the decisions asked for in it. */
export type TrafficHour = { hour: Instant; decisions: number };

/**
 * The shape of a week from past hours: the mean of each hour of the day, blended with the mean of all hours by one part in five, so that an
 * hour without a visitor is still possible. Without a whole day of hours the shape is even.
 */
export function trafficWeek(past: readonly TrafficHour[]): TrafficWeek {
  const week = new Float64Array(hours).fill(1);
  if (new Set(past.map((each) => hourOfWeek(each.hour) % 24)).size < 24) return week;
  const sums = new Float64Array(24);
  const counts = new Float64Array(24);
  for (const { hour, decisions } of past) {
    const at = hourOfWeek(hour) % 24;
    sums[at] = (sums[at] ?? 0) + decisions;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const means = sums.map((sum, at) => sum / (counts[at] ?? 1));
  const all = means.reduce((sum, each) => sum + each, 0) / 24;
  if (all === 0) return week;
  return week.map((_, at) => 0.8 * (means[at % 24] ?? 0) + 0.2 * all);
}

/** The same week with only the hours that are open, e.g. of a daypart; `open` is asked with the first such hour after `from`. */
export function openHours(week: TrafficWeek, from: Instant, open: (at: Instant) => boolean): TrafficWeek {
  const first = Math.floor(from / hourMs);
  const opened = new Float64Array(hours);
  for (let n = 0; n < hours; n += 1) {
    const at = (first + n) * hourMs;
    const hour = hourOfWeek(at);
    opened[hour] = open(at) ? (week[hour] ?? 0) : 0;
  }
  return opened;
}

/** Traffic between two moments, in hours of weight; whole weeks are added up at once. 0 where the end is not later. */
export function trafficBetween(week: TrafficWeek, from: Instant, to: Instant): number {
  if (to <= from) return 0;
  const whole = Math.floor((to - from) / weekMs);
  let sum = whole > 0 ? whole * week.reduce((total, each) => total + each, 0) : 0;
  for (let at = from + whole * weekMs; at < to;) {
    const next = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs);
    sum += ((week[hourOfWeek(at)] ?? 0) * (next - at)) / hourMs;
    at = next;
  }
  return sum;
}

function hourOfWeek(at: Instant): number {
  return (((Math.floor(at / hourMs) + thursdayHours) % hours) + hours) % hours;
}
