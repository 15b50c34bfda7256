import { assert, type Id, type Micros } from '@flywheel/primitives';
import { accountName } from '../account.ts';
import { balancedEntry, type Booked, type Entry } from '../entry.ts';
import { linesIn } from '../lines-in.ts';
import { inConsumptionOrder, takeFrom, type Lot } from '../holds/lots.ts';

/**
 * Where a credit for invalid traffic goes: to the lots that had paid, or for delivery on credit off the unbilled receivable (1110) or, once
 * it was invoiced, off the receivable itself (1100, a credit note).
 */
export type CreditTarget = { lots: readonly Lot[] } | { unbilled: Id<'acc'> } | { invoiced: Id<'acc'> };

/** What a credit is proved by: a newer filter list run over the past makes credits like this one and never edits a charge. */
export type CreditProof = { ruleVersion: number; reasonClass: string; impressions: readonly Id<'imp'>[]; clicks: number };

/**
 * Gives charges back that turned out invalid after they were booked: Dr 4015, Cr by target. Names the batch's entry and the impressions.
 * `credit` is the credit's own number. Refuses lots that do not sum to the amount, and a credit of no impression.
 */
export function ivtCredit(
  options: Booked & { credit: string; batch: Id<'ent'>; currency: string; amountMicros: Micros; to: CreditTarget; proof: CreditProof },
): Entry {
  const { credit: ref, batch, currency, amountMicros, to, proof, at, actor } = options;
  const { reasonClass, impressions, clicks, ruleVersion } = proof;
  assert(impressions.length > 0, 'a credit names its impressions');
  const { debit, credit } = linesIn(currency);
  const postings = [debit('4015', amountMicros), ...targets(to, amountMicros).map(([account, value]) => credit(account, value))];
  const meta = { impressions: impressions.join(' '), clicks: String(clicks) };
  const key = `ivt-credit:${ref}`;
  return balancedEntry({ key, kind: 'ivt-credit', at, actor, postings, relatesTo: batch, reason: reasonClass, ruleVersion, meta });
}

/** Takes up balances that nobody came back for, in consumption order: Dr 2015 and 2010 by lot, Cr 4050. Refuses more than the lots hold. */
export function breakage(
  options: Booked & { account: Id<'acc'>; ref: string; currency: string; amountMicros: Micros; lots: readonly Lot[] },
): Entry {
  const { account, ref, currency, amountMicros, lots, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const taken = takeFrom(inConsumptionOrder(lots), amountMicros);
  const postings = [...taken.map((lot) => debit(lot.account, lot.amountMicros)), credit('4050', amountMicros)];
  return balancedEntry({ key: `breakage:${account}:${ref}`, kind: 'breakage', at, actor, postings });
}

function targets(to: CreditTarget, amountMicros: Micros): Array<[account: string, amountMicros: Micros]> {
  if ('unbilled' in to) return [[accountName('1110', to.unbilled), amountMicros]];
  if ('invoiced' in to) return [[accountName('1100', to.invoiced), amountMicros]];
  return to.lots.map((lot) => [lot.account, lot.amountMicros]);
}
