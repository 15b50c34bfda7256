import { micros, type Id, type Micros } from '@flywheel/primitives';
import { accountName } from '../account.ts';
import { balancedEntry, type Booked, type Entry } from '../entry.ts';
import { linesIn } from '../lines-in.ts';

type Amount = Booked & { account: Id<'acc'>; currency: string; amountMicros: Micros };

/**
 * Bills what was delivered on credit: Dr 1100 with tax, Cr 1110 net, Cr 2210 tax of the authority. The net is the invoice's rounded total
 * (`invoiceAmounts`): what is below the minor unit stays in 1110 and is carried forward.
 */
export function invoice(
  options: Booked & { account: Id<'acc'>; invoice: string; currency: string; netMicros: Micros; taxMicros: Micros; authority: string },
): Entry {
  const { account, invoice: ref, currency, netMicros, taxMicros, authority, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [
    debit(accountName('1100', account), micros(netMicros + taxMicros)),
    credit(accountName('1110', account), netMicros),
    credit(accountName('2210', authority), taxMicros),
  ];
  return balancedEntry({ key: `invoice:${ref}`, kind: 'invoice', at, actor, postings, meta: { invoice: ref } });
}

/** An advertiser pays what he owes: Dr 1010 or 1020, Cr 1100. The same payment counts once; the credit limit is free again by it. */
export function invoicePayment(options: Amount & { payment: string; cash: '1010' | '1020' }): Entry {
  const { account, payment, cash, currency, amountMicros, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [debit(cash, amountMicros), credit(accountName('1100', account), amountMicros)];
  return balancedEntry({ key: `invoice-payment:${payment}`, kind: 'invoice-payment', at, actor, postings });
}

/** Gives up a receivable: Dr 5040, Cr 1100. `ref` is the decision that says so. */
export function badDebt({ account, ref, currency, amountMicros, reason, at, actor }: Amount & { ref: string; reason: string }): Entry {
  const { debit, credit } = linesIn(currency);
  const postings = [debit('5040', amountMicros), credit(accountName('1100', account), amountMicros)];
  return balancedEntry({ key: `bad-debt:${ref}`, kind: 'bad-debt', at, actor, postings, reason });
}
