import { z } from 'zod';

// eslint-disable-next-line no-control-regex -- NUL is exactly what is refused
const withoutNul = /^[^\u0000]*$/;

/** Text of 1 to `most` characters without NUL, which Postgres can not store. */
export function wireText(most: number): z.ZodString {
  return optionalText(most).min(1);
}

/** Text of 0 to `most` characters without NUL. */
export function optionalText(most: number): z.ZodString {
  return z.string().max(most).regex(withoutNul);
}

/** An id of the platform's own: 1 to 128 characters, no control characters. */
export const platformId = z
  .string()
  .min(1)
  .max(128)
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/);

/** ISO 8601 in UTC with a `Z`, seconds needed, up to three decimals: `2026-03-01T12:00:00Z`. */
export const wireTime = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/);

/** ISO 3166-1 alpha-2, upper case. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/);

/** A BCP 47 language tag, at most 35 characters: `en`, `pt-BR`. */
export const languageTag = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/);
