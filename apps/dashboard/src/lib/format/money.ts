import { formatMicros, parseMicros, type Micros } from '@flywheel/primitives';
import { compactFrom } from './count.ts';
import { locale } from './locale.ts';
import { withMinus } from './minus.ts';

/** `plain` and `plain-price` leave the currency to the column's header. */
export type MoneyForm = 'full' | 'compact' | 'price' | 'short-price' | 'plain' | 'plain-price';

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * An amount of micros, exact however large: `$1,234.57` full, `$12.3K` compact (from 10,000), `$0.003512` as a price (up to 6 decimals),
 * `$0.00351` or `$1.26` as a short one (three digits below one, else cents).
 */
export function formatMoney(amount: string | bigint, currency: string, form: MoneyForm = 'full'): string {
  if (form === 'short-price') return shortPrice(readAmount(amount), currency);
  const micros = readAmount(amount);
  const whole = micros / 1_000_000n;
  const small = whole < BigInt(compactFrom) && whole > -BigInt(compactFrom);
  const chosen = form === 'compact' && small ? 'full' : form;
  return withMinus(formatterOf(currency, chosen).format(formatMicros(micros) as `${number}`));
}

/** Where an amount stands on an axis, in whole units. For pixels only: never for sums and never for text. */
export function axisAmount(amount: string | bigint): number {
  return Number(readAmount(amount)) / 1_000_000;
}

/** Reads micros from the wire. Refuses anything but a decimal integer string. */
export function readAmount(amount: string | bigint): Micros {
  const micros = typeof amount === 'bigint' ? (amount as Micros) : parseMicros(amount);
  if (micros === undefined) throw new RangeError(`not an amount in micros: ${String(amount)}`);
  return micros;
}

function shortPrice(micros: bigint, currency: string): string {
  const size = micros < 0n ? -micros : micros;
  if (size >= 1_000_000n) return formatMoney(micros, currency);
  const step = 10n ** BigInt(Math.max(0, String(size).length - 3));
  const rounded = ((size + step / 2n) / step) * step;
  return formatMoney(micros < 0n ? -rounded : rounded, currency, 'price');
}

function formatterOf(currency: string, form: MoneyForm): Intl.NumberFormat {
  const key = `${currency} ${form}`;
  const known = formatters.get(key);
  if (known) return known;
  const digits = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const plain = form === 'plain' || form === 'plain-price';
  const made = new Intl.NumberFormat(locale, {
    ...(plain ? { minimumFractionDigits: digits, maximumFractionDigits: digits } : { style: 'currency' as const, currency }),
    ...(form === 'compact' && { notation: 'compact' as const, maximumFractionDigits: 1 }),
    ...((form === 'price' || form === 'plain-price') && { maximumFractionDigits: 6 }),
  });
  formatters.set(key, made);
  return made;
}
