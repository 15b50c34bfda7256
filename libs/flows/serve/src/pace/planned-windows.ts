import { inDaypart } from '@flywheel/campaigns';
import type { PacedSubject, WindowState } from '@flywheel/database/pacing';
import { localDay, localDayEnd, localDayStart } from '@flywheel/pacing';
import { isDayWindow, lifeWindow } from '@flywheel/pacing/leases';
import { openHours, plannedSpend, spendTarget, type TrafficWeek } from '@flywheel/pacing/plan';
import { micros, toRowId, type Instant, type Micros } from '@flywheel/primitives';

/** A window of a subject's budget with the time it is for. `to` undefined: nothing says by when it should be spent. */
export type PlannedWindow = WindowState & { from: Instant; to: Instant | undefined };

/** A subject with what the pacer found of it. */
export type Found = { subject: PacedSubject; windows: PlannedWindow[]; week: TrafficWeek };

/** The windows that hold a subject now: its life, and today where it has a budget of a day. */
export function plannedWindows(subject: PacedSubject, states: readonly WindowState[], now: Instant): PlannedWindow[] {
  const today = localDay(now, subject.timeZone);
  const own = subject.holder === subject.campaign ? '' : `set:${toRowId(subject.holder)}:`;
  const names = subject.daily ? [`${own}${lifeWindow}`, `${own}${today}`] : [`${own}${lifeWindow}`];
  const mine = states.filter((each) => each.campaign === subject.campaign && names.includes(each.window));
  return mine.map((each) =>
    isDayWindow(each.window)
      ? { ...each, from: localDayStart(now, subject.timeZone), to: localDayEnd(now, subject.timeZone) }
      : { ...each, from: subject.startsAt, to: subject.endsAt },
  );
}

/** The traffic that a subject may buy: all of it, or that of the hours in which one of its ad sets is open. */
export function boughtTraffic(subject: PacedSubject, week: TrafficWeek, now: Instant): TrafficWeek {
  const { dayparts, timeZone } = subject;
  if (dayparts.some((parts) => parts.length === 0) || dayparts.length === 0) return week;
  return openHours(week, now, (at) => dayparts.some((parts) => inDaypart(parts, timeZone, at)));
}

/** What the tightest of the windows allows in a span that has just passed, given what was spent in it; undefined without a plan. */
export function targetOf(
  windows: readonly PlannedWindow[],
  week: TrafficWeek,
  span: { from: Instant; to: Instant; spentMicros: Micros },
): Micros | undefined {
  let least: Micros | undefined;
  for (const { capMicros, wantedMicros, committedMicros, to } of windows) {
    if (to === undefined) continue;
    const remainingMicros = micros((wantedMicros ?? capMicros) - committedMicros + span.spentMicros);
    const target = spendTarget({ remainingMicros, to }, week, { now: span.from, until: span.to });
    if (least === undefined || target < least) least = target;
  }
  return least;
}

/** What an hour may be expected to spend at most: by the even plan, or by what is left if that is more (a late start catches up). */
export function hourPlan(
  windows: readonly PlannedWindow[],
  week: TrafficWeek,
  hour: { from: Instant; to: Instant; spentMicros: Micros },
): Micros | undefined {
  let least: Micros | undefined;
  for (const window of windows) {
    const { capMicros, from, to } = window;
    if (to === undefined) continue;
    const even = plannedSpend({ capMicros, from, to }, week, hour.to) - plannedSpend({ capMicros, from, to }, week, hour.from);
    const catchingUp = targetOf([window], week, hour) ?? micros(0);
    const plan = micros(even > catchingUp ? even : catchingUp);
    if (least === undefined || plan < least) least = plan;
  }
  return least;
}
