import { locale } from './locale.ts';

const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A calendar day without its year: `Nov 20`. */
export function formatDayShort(day: string): string {
  return short.format(new Date(`${day}T00:00:00Z`));
}

/** A calendar day: `Nov 20, 2026`. */
export function formatDay(day: string): string {
  return long.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}

/** A month given as `YYYY-MM`: `November 2026`. */
export function formatMonth(period: string): string {
  return month.format(new Date(`${period.slice(0, 7)}-01T00:00:00Z`));
}

/** A moment in the stated zone, to the minute: `Nov 20, 2026, 13:05`. */
export function formatMoment(iso: string, zone = 'UTC'): string {
  return momentFormatter(zone, false).format(new Date(iso));
}

/** A moment in the stated zone, to the second. */
export function formatMomentExactly(iso: string, zone = 'UTC'): string {
  return momentFormatter(zone, true).format(new Date(iso));
}

/** The time of day of a moment in the stated zone: `13:05`. */
export function formatTime(iso: string, zone = 'UTC'): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(new Date(iso));
}

function momentFormatter(zone: string, seconds: boolean): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
    ...(seconds && { second: '2-digit' as const }),
  });
}
