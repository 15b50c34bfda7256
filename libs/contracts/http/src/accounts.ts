import { z } from 'zod';
import { wireAmount, wireId, wireInstant, wirePositiveAmount, wireSignedAmount } from './wire.ts';

/** An advertiser's account. `balanceMicros` is prepaid and free to use, `heldMicros` is set aside for its campaigns. */
export const account = z.strictObject({
  id: wireId('acc'),
  name: z.string(),
  domain: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  country: z.string().nullable(),
  status: z.enum(['active', 'suspended']),
  balanceMicros: wireSignedAmount,
  heldMicros: wireAmount,
  createdAt: wireInstant,
});

export const accountList = z.strictObject({ items: z.array(account) });

/** Money that a payment provider took; its event id makes the request safe to repeat. */
export const topUpRequest = z.strictObject({ amountMicros: wirePositiveAmount, pspEvent: z.string().min(1).max(128) });

export const topUpResponse = z.strictObject({ outcome: z.enum(['posted', 'duplicate']), entry: wireId('ent'), account });

export type Account = z.infer<typeof account>;
export type AccountList = z.infer<typeof accountList>;
export type TopUpRequest = z.infer<typeof topUpRequest>;
export type TopUpResponse = z.infer<typeof topUpResponse>;
