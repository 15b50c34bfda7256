import type { Instant } from '@flywheel/primitives';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the tz database knows this zone. */
export function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** How far the zone's clocks are ahead of UTC at that moment, in ms; whole minutes since 1972. */
export function offsetAt(at: Instant, zone: string): number {
  const second = Math.floor(at / 1000) * 1000;
  return wallClock(second, zone) - second;
}

/** The zone's calendar day at that moment, `YYYY-MM-DD`. */
export function dayAt(at: Instant, zone: string): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10);
}

/**
 * The first moment of a calendar day in the zone. Where clocks jump over midnight it is the moment of the jump; where midnight
 * comes twice it is the first one.
 */
export function startOfDay(day: string, zone: string): Instant {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const offsets = [offsetAt(midnight - 86_400_000, zone), offsetAt(midnight + 86_400_000, zone)];
  const candidates = offsets.map((offset) => midnight - offset).filter((at) => dayAt(at, zone) === day);
  return candidates.length > 0 ? Math.min(...candidates) : midnight - offsetAt(midnight, zone);
}

/** Local time with its offset, e.g. `2026-10-25T02:00+01:00`: a doubled hour gets two. */
export function localHour(at: Instant, zone: string): string {
  const offset = offsetAt(at, zone);
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  return `${new Date(at + offset).toISOString().slice(0, 16)}${sign}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function wallClock(at: Instant, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** At most one format a zone that anybody asked for; the tz database has about 600. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', calendar: 'gregory', ...numeric });
  formats.set(zone, format);
  return format;
}
