import { assert, micros, type Micros } from '@flywheel/primitives';

/** An exact rate: `scaled` divided by a power of ten. */
export type Rate = { scaled: bigint; digits: number };

/** Reads a positive decimal such as `0.067` or `1.0834`, exactly; at most 12 digits after the point. Undefined for anything else. */
export function parseRate(text: string): Rate | undefined {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const scaled = BigInt(whole + fraction);
  return scaled > 0n ? { scaled, digits: fraction.length } : undefined;
}

/** The decimal that `parseRate` reads back to the same rate. */
export function rateText({ scaled, digits }: Rate): string {
  const text = scaled.toString().padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** An amount (≥ 0) times a rate, to the micro below or above. Exact where the product is whole micros. */
export function converted(amount: Micros, { scaled, digits }: Rate, rounding: 'down' | 'up'): Micros {
  assert(amount >= 0n, 'what is converted is not negative');
  const divisor = 10n ** BigInt(digits);
  const product = amount * scaled;
  return micros(product / divisor + (rounding === 'up' && product % divisor > 0n ? 1n : 0n));
}
