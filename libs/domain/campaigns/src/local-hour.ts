import type { Instant } from '@flywheel/primitives';

/** A moment on a zone's clock: weekday 1 (Monday) to 7, hour 0 to 23. */
export type LocalHour = { readonly weekday: number; readonly hour: number };

const quarterMs = 900_000;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const mostZones = 1000;

type Clock = { readonly format: Intl.DateTimeFormat; quarter: number; local: LocalHour };
const clocks = new Map<string, Clock | undefined>();

/**
 * Reads the hour of the week off the clock of an IANA zone; undefined for a zone that does not exist. Remembers the last quarter of an
 * hour of each zone, because every clock change falls on one: a decision then costs a look-up, not a calendar.
 */
export function localHour(zone: string, at: Instant): LocalHour | undefined {
  const clock = clockOf(zone);
  if (clock === undefined) return undefined;
  const quarter = Math.floor(at / quarterMs);
  if (quarter !== clock.quarter) {
    clock.local = read(clock.format, quarter * quarterMs);
    clock.quarter = quarter;
  }
  return clock.local;
}

function clockOf(zone: string): Clock | undefined {
  if (clocks.has(zone)) return clocks.get(zone);
  // Zones come with requests: names that nobody meant must not pile up.
  if (clocks.size >= mostZones) clocks.clear();
  const clock = openClock(zone);
  clocks.set(zone, clock);
  return clock;
}

function openClock(zone: string): Clock | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
    return { format, quarter: NaN, local: { weekday: 1, hour: 0 } };
  } catch {
    return undefined;
  }
}

function read(format: Intl.DateTimeFormat, at: Instant): LocalHour {
  const parts = format.formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  return { weekday: weekdays.indexOf(part('weekday')) + 1, hour: Number(part('hour')) };
}
