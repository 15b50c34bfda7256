import { z } from 'zod';
import { frequencyCaps, minGapSeconds } from './campaign-shape.ts';
import { wireAmount, wireId, wireInstant, wirePositiveAmount, wireSignedAmount } from './wire.ts';

/**
 * What an account that pays afterwards may owe, how much of it is taken (charges that are not paid yet, and what deciders hold), and what
 * the books say it owes. Taken above the limit is "already committed": it was lowered, and nothing more is granted until payments come in.
 */
const credit = z.strictObject({ limitMicros: wireAmount, committedMicros: wireAmount, owedMicros: wireSignedAmount });

/**
 * An advertiser's account. `funding`: how campaigns made from now on are paid. `balanceMicros` is prepaid and free to use, `heldMicros` is
 * set aside for its campaigns.
 */
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
  funding: z.enum(['prepaid', 'postpaid']),
  credit: credit.nullable(),
  createdAt: wireInstant,
});

export const accountList = z.strictObject({ items: z.array(account) });

/** Money that a payment provider took; its event id makes the request safe to repeat. */
export const topUpRequest = z.strictObject({ amountMicros: wirePositiveAmount, pspEvent: z.string().min(1).max(128) });

export const topUpResponse = z.strictObject({ outcome: z.enum(['posted', 'duplicate']), entry: wireId('ent'), account });

/** Money that an account paid, ahead (`top-up`) or of what it owed (`invoice-payment`); `reference` is the provider's event. */
export const payment = z.strictObject({
  entry: wireId('ent'),
  kind: z.enum(['top-up', 'invoice-payment']),
  reference: z.string(),
  currency: z.string(),
  amountMicros: wireAmount,
  recordedAt: wireInstant,
  actor: z.string(),
  /** The entry that took it back, and why. */
  takenBack: z.strictObject({ entry: wireId('ent'), reason: z.string() }).nullable(),
});

export const paymentList = z.strictObject({ items: z.array(payment) });

/** What an account may owe; 0 ends its credit. */
export const creditRequest = z.strictObject({ limitMicros: wireAmount });

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'a domain, such as rival.example');

/** What an account's ads are never shown beside, and how often one person sees any of them. Saved as a whole. */
export const accountSafety = z.strictObject({
  caps: frequencyCaps,
  minGapSeconds,
  /** Taxonomy nodes (`iab:42`, `tag:cooking`) of content that its ads are never shown beside. */
  blockedNodes: z.array(z.string().min(1).max(200)).max(500).default([]),
  blockedCreators: z.array(wireId('crt')).max(500).default([]),
  /** Domains of advertisers whose ads are never shown beside its own. */
  competitors: z.array(domain).max(200).default([]),
});

export type AccountSafety = z.infer<typeof accountSafety>;
export type Account = z.infer<typeof account>;
export type AccountList = z.infer<typeof accountList>;
export type Payment = z.infer<typeof payment>;
export type PaymentList = z.infer<typeof paymentList>;
export type TopUpRequest = z.infer<typeof topUpRequest>;
export type CreditRequest = z.infer<typeof creditRequest>;
export type TopUpResponse = z.infer<typeof topUpResponse>;
