import type { Id, Instant, Micros } from '@flywheel/primitives';
import { balancedEntry, type Booked, type Entry } from '../entry.ts';
import { linesIn } from '../lines-in.ts';
import { promoAccount } from '../holds/lots.ts';

/** One grant of promotional credit: a lot of its own, spent before prepaid balance and never refunded in cash. */
export type Promo = Booked & {
  account: Id<'acc'>;
  lot: string;
  currency: string;
  amountMicros: Micros;
  reason: string;
  expiresAt?: Instant;
};

/** Gives promotional credit: Dr 4017 contra revenue, Cr 2015 of the lot. A lot is granted once. */
export function promoGrant({ account, lot, currency, amountMicros, reason, expiresAt, at, actor }: Promo): Entry {
  const { debit, credit } = linesIn(currency);
  const postings = [debit('4017', amountMicros), credit(promoAccount(account, lot), amountMicros)];
  return balancedEntry({ key: `promo:${lot}`, kind: 'promo-grant', at, actor, postings, reason, meta: lotMeta(lot, expiresAt) });
}

/**
 * Takes back what is left in a lot after its end: Dr 2015 of the lot, Cr 4017. `ref` tells one expiry of a lot from the next, for a release
 * may bring credit back later.
 */
export function promoExpiry(
  options: Booked & { account: Id<'acc'>; lot: string; grant: Id<'ent'>; ref: string; currency: string; amountMicros: Micros },
): Entry {
  const { account, lot, grant, ref, currency, amountMicros, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [debit(promoAccount(account, lot), amountMicros), credit('4017', amountMicros)];
  return balancedEntry({ key: `promo-expiry:${lot}:${ref}`, kind: 'promo-expiry', at, actor, postings, relatesTo: grant, meta: { lot } });
}

/** Credits a delivery that did not keep its promise, in credit and not in cash: Dr 4016, Cr 2015 of a new lot. */
export function makeGood({ account, lot, currency, amountMicros, reason, expiresAt, at, actor }: Promo): Entry {
  const { debit, credit } = linesIn(currency);
  const postings = [debit('4016', amountMicros), credit(promoAccount(account, lot), amountMicros)];
  return balancedEntry({ key: `make-good:${lot}`, kind: 'make-good', at, actor, postings, reason, meta: lotMeta(lot, expiresAt) });
}

function lotMeta(lot: string, expiresAt: Instant | undefined): Record<string, string> {
  return { lot, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }) };
}
