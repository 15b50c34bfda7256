import { micros, type Micros } from '@flywheel/primitives';

/**
 * Reads a typed amount of whole units, `1,234.50` or `12`, into micros.
 * Undefined for anything else, for more than six decimals and for more than 12 digits.
 */
export function parseAmount(text: string): Micros | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim().replaceAll(',', ''));
  if (match === null) return undefined;
  const [, whole = '0', part = ''] = match;
  return micros(BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, '0')));
}
