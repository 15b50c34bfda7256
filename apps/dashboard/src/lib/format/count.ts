import { locale } from './locale.ts';
import { withMinus } from './minus.ts';

const full = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });

/** Where compact notation begins. */
export const compactFrom = 10_000;

/** A count in full: `1,500,000`. */
export function formatCount(value: number | bigint): string {
  return withMinus(full.format(value));
}

/** A count for tiles and axes: `9,999`, `10K`, `1.5B`. Tables and exports use the full form. */
export function formatCompact(value: number | bigint): string {
  return withMinus(value < compactFrom && value > -compactFrom ? full.format(value) : short.format(value));
}
