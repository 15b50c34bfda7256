import type { PageQuery } from '@flywheel/http/reports';
import type { Instant } from '@flywheel/primitives';
import { compareRange, startOfDay, timeBuckets, type DayRange, type ReportGrouping } from '@flywheel/reporting';
import type { Stretch } from './answer-question.ts';

/** The range a page compares with, or undefined for none. */
export function comparedDays({ range, compare }: PageQuery): DayRange | undefined {
  if (compare === 'none') return undefined;
  return typeof compare === 'string' ? compareRange(range, compare) : compare;
}

/**
 * A range cut into the grouping's buckets, up to now. A comparison ends after the same elapsed time as the range that is still
 * running, so that a morning is never compared with a whole day. Undefined: too many buckets.
 */
export function stretchOf(options: {
  days: DayRange;
  running?: DayRange;
  grouping: ReportGrouping;
  zone: string;
  now: Instant;
}): Stretch | undefined {
  const { days, running = days, grouping, zone, now } = options;
  const buckets = grouping.type === 'time' ? timeBuckets(days, grouping.id as 'hour' | 'day' | 'week' | 'month', zone) : [];
  if (!buckets) return undefined;
  const elapsed = Math.max(0, now - startOfDay(running.from, zone));
  const whole = now >= startOfDay(running.to, zone);
  const until = days === running ? now : whole ? now : startOfDay(days.from, zone) + elapsed;
  return { days, buckets, until };
}
