import type { Instant } from '@flywheel/primitives';

const dayMs = 86_400_000;
const zero = 48;

/**
 * The moment that a time of the wire (`2026-03-01T12:00:00Z`, up to three decimals) names; undefined for a day that is none, such as 30
 * February. The text fits the pattern of `wireTime` already. Days since 1970 after H. Hinnant, chrono-compatible date algorithms.
 */
export function readTime(text: string): Instant | undefined {
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  if (day > daysOf(year, month)) return undefined;
  const ms = daysSince1970(year, month, day) * dayMs + two(text, 11) * 3_600_000 + two(text, 14) * 60_000 + two(text, 17) * 1000;
  return ms + thousandths(text);
}

function two(text: string, at: number): number {
  return (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;
}

function thousandths(text: string): number {
  let ms = 0;
  for (let at = 20, worth = 100; at < text.length - 1; at += 1, worth /= 10) ms += (text.charCodeAt(at) - zero) * worth;
  return ms;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function daysSince1970(year: number, month: number, day: number): number {
  const from = month <= 2 ? year - 1 : year;
  const era = Math.floor(from / 400);
  const ofEra = from - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}
