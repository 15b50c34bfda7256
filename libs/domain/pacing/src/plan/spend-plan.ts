import type { Instant, Micros } from '@flywheel/primitives';
import { trafficBetween, type TrafficWeek } from './traffic-week.ts';

/** A budget and the time it is for. */
export type PlannedBudget = { capMicros: Micros; from: Instant; to: Instant };

const precision = 1_000_000_000;

/** What a budget should have spent by `now`, in proportion to the traffic that passed: all of it at the end, nothing before the start. */
export function plannedSpend({ capMicros, from, to }: PlannedBudget, week: TrafficWeek, now: Instant): Micros {
  if (now <= from) return 0n as Micros;
  if (now >= to) return capMicros;
  return partOf(capMicros, trafficBetween(week, from, now), trafficBetween(week, from, to));
}

/**
 * What may be spent between `now` and `until` so that the rest lasts to the end: the rest × that time's part of the traffic still to come
 * (ρ of Balseiro & Gur 2019, for traffic that is not even). All of it where no more traffic is expected.
 */
export function spendTarget(
  left: { remainingMicros: Micros; to: Instant },
  week: TrafficWeek,
  { now, until }: { now: Instant; until: Instant },
): Micros {
  if (left.remainingMicros <= 0n || now >= left.to) return 0n as Micros;
  const ahead = trafficBetween(week, now, left.to);
  if (ahead === 0) return left.remainingMicros;
  return partOf(left.remainingMicros, trafficBetween(week, now, Math.min(until, left.to)), ahead);
}

/** |spent − planned| / planned in parts per million; undefined while nothing is planned. */
export function planError(spentMicros: Micros, plannedMicros: Micros): number | undefined {
  if (plannedMicros <= 0n) return undefined;
  const off = spentMicros > plannedMicros ? spentMicros - plannedMicros : plannedMicros - spentMicros;
  return Number((off * 1_000_000n) / plannedMicros);
}

function partOf(amount: Micros, part: number, whole: number): Micros {
  if (whole <= 0) return 0n as Micros;
  const share = BigInt(Math.round((Math.min(part, whole) / whole) * precision));
  return ((amount * share + BigInt(precision / 2)) / BigInt(precision)) as Micros;
}
