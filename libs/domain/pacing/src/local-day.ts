import type { Instant } from '@flywheel/primitives';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar day `YYYY-MM-DD` of a moment in an IANA time zone: the window of a daily budget. Days of 23 and 25 hours are days. */
export function localDay(at: Instant, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(at);
}

/** The first moment, to the minute, of the next local day: until then a lease of this day may be spent. */
export function localDayEnd(at: Instant, timeZone: string): Instant {
  const today = localDay(at, timeZone);
  const minuteMs = 60_000;
  let before = Math.floor(at / minuteMs);
  let after = before + 26 * 60;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle * minuteMs, timeZone) === today) before = middle;
    else after = middle;
  }
  return after * minuteMs;
}

/** The first moment, to the minute, of the local day that holds `at`. */
export function localDayStart(at: Instant, timeZone: string): Instant {
  const today = localDay(at, timeZone);
  const minuteMs = 60_000;
  let after = Math.floor(at / minuteMs);
  let before = after - 26 * 60;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle * minuteMs, timeZone) === today) after = middle;
    else before = middle;
  }
  return after * minuteMs;
}
