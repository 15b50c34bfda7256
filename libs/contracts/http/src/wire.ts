import { z } from 'zod';

/** An amount of money: a decimal integer string of micros, never negative. */
export const wireAmount = z.string().regex(/^(0|[1-9]\d{0,17})$/, 'a whole number of micros, as a decimal string');

/** An amount above zero. */
export const wirePositiveAmount = z.string().regex(/^[1-9]\d{0,17}$/, 'a whole number of micros above zero, as a decimal string');

/** An amount that may be negative: a balance, a difference. */
export const wireSignedAmount = z.string().regex(/^-?(0|[1-9]\d{0,18})$/, 'a whole number of micros, as a decimal string');

/** A moment: ISO 8601 in UTC, e.g. `2026-11-20T09:30:00Z`. */
export const wireInstant = z.iso.datetime();

/** An id of the platform that embeds us: whatever it uses, 1 to 128 characters. */
export const platformId = z.string().min(1).max(128);

/** One of our ids: prefix, underscore, 32 hex digits. */
export function wireId(prefix: string): z.ZodString {
  return z.string().regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`), `an id that starts with ${prefix}_`);
}
