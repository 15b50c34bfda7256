import { locale } from './locale.ts';

const formatter = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A range of days in words, both ends included: `Oct 24 – Nov 20, 2026`. Called on the server only: runtimes differ in its spaces. */
export function rangeText(from: string, to: string): string {
  return formatter.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}
