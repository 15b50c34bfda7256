import { locale } from './locale.ts';

const formatter = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const fine = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A rate given as a fraction: 0.1234 is `12.3%`. Below one percent it shows two decimals. */
export function formatRate(fraction: number): string {
  return fraction !== 0 && Math.abs(fraction) < 0.01 ? fine.format(fraction) : formatter.format(fraction);
}

/** A share in basis points: 5,500 is `55.0%`. */
export function formatBasisPoints(points: number): string {
  return formatter.format(points / 10_000);
}
