import type { EventKind } from '@flywheel/events';
import { utcDay, type Instant } from '@flywheel/primitives';

/** How often an act was done, when last, and how often on each of the last eight days. */
export type ActCount = { readonly count: number; readonly last: Instant; readonly days: Readonly<Record<string, number>> };

/** A person's acts on one node, by kind: what an explanation is read from. */
export type ActLog = Readonly<Partial<Record<EventKind, ActCount>>>;

const dayMs = 86_400_000;
const keptDays = 8;

/** The log with one more act. Days that fell out of the last eight before the newest act are forgotten. */
export function logAct(log: ActLog, kind: EventKind, at: Instant): ActLog {
  const before = log[kind] ?? { count: 0, last: at, days: {} };
  const last = Math.max(before.last, at);
  const day = utcDay(at);
  const oldest = utcDay(last - (keptDays - 1) * dayMs);
  const days = Object.fromEntries(
    Object.entries({ ...before.days, [day]: (before.days[day] ?? 0) + 1 }).filter(([each]) => each >= oldest),
  );
  return { ...log, [kind]: { count: before.count + 1, last, days } };
}

/** Acts of all kinds on the seven UTC days that end with `now`'s. */
export function actsInSevenDays(log: ActLog, now: Instant): number {
  const oldest = utcDay(now - 6 * dayMs);
  let acts = 0;
  for (const { days } of Object.values(log)) {
    for (const [day, count] of Object.entries(days)) if (day >= oldest) acts += count;
  }
  return acts;
}
