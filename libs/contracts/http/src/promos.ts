import { z } from 'zod';
import { wireAmount, wireId, wireInstant, wirePositiveAmount } from './wire.ts';

/**
 * POST /v1/accounts/:id/promo: promotional credit in the account's currency. `grant` is chosen by the caller, once for ever and for every
 * account; the same request again moves nothing. What is left at `expiresAt` is taken back. The advertiser reads the reason.
 */
export const promoRequest = z.strictObject({
  grant: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$/, '1 to 36 letters, digits, dots, dashes or underscores'),
  amountMicros: wirePositiveAmount,
  reason: z.string().trim().min(3).max(500),
  expiresAt: wireInstant,
});

/**
 * A grant as it stands: `leftMicros` is free to use, `takenBackMicros` went back at its end or by a reversal, the rest of what was granted
 * is set aside for campaigns or spent. `expiresAt` null: it does not end.
 */
export const promoGrant = z.strictObject({
  grant: z.string(),
  account: wireId('acc'),
  entry: wireId('ent'),
  currency: z.string().length(3),
  grantedMicros: wireAmount,
  leftMicros: wireAmount,
  takenBackMicros: wireAmount,
  reason: z.string().nullable(),
  grantedAt: wireInstant,
  expiresAt: wireInstant.nullable(),
});

/** GET /v1/promos and /v1/accounts/:id/promo: newest first, at most 200. */
export const promoList = z.strictObject({ items: z.array(promoGrant) });

export const promoResponse = z.strictObject({ outcome: z.enum(['posted', 'duplicate']), grant: promoGrant });

export type PromoRequest = z.infer<typeof promoRequest>;
export type PromoGrant = z.infer<typeof promoGrant>;
export type PromoList = z.infer<typeof promoList>;
export type PromoResponse = z.infer<typeof promoResponse>;
