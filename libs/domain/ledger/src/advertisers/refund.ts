import { micros, type Id, type Micros } from '@flywheel/primitives';
import { accountName } from '../account.ts';
import { balancedEntry, type Booked, type Entry } from '../entry.ts';
import { linesIn } from '../lines-in.ts';
import { prepaidAccount } from '../holds/lots.ts';

type Amount = Booked & { account: Id<'acc'>; currency: string; amountMicros: Micros };

/** An advertiser asks prepaid money back: Dr 2010, Cr 2300. The books refuse more than is free; promotional credit is never refunded. */
export function refundRequest({ refund, account, currency, amountMicros, at, actor }: Amount & { refund: string }): Entry {
  const { debit, credit } = linesIn(currency);
  const postings = [debit(prepaidAccount(account), amountMicros), credit(accountName('2300', account), amountMicros)];
  return balancedEntry({ key: `refund:${refund}`, kind: 'refund-request', at, actor, postings });
}

/** The provider paid a request: Dr 2300, Cr 1020. The books take one end of each request: paid, failed or reversed. */
export function refundPaid({ request, account, currency, amountMicros, at, actor }: Amount & { request: Id<'ent'> }): Entry {
  const { debit, credit } = linesIn(currency);
  const postings = [debit(accountName('2300', account), amountMicros), credit('1020', amountMicros)];
  return balancedEntry({ key: `refund-paid:${request}`, kind: 'refund-paid', at, actor, postings, relatesTo: request });
}

/** The provider could not pay a request; the money is free again: Dr 2300, Cr 2010. */
export function refundFailed(options: Amount & { request: Id<'ent'>; reason: string }): Entry {
  const { request, account, currency, amountMicros, reason, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [debit(accountName('2300', account), amountMicros), credit(prepaidAccount(account), amountMicros)];
  return balancedEntry({ key: `refund-failed:${request}`, kind: 'refund-failed', at, actor, postings, relatesTo: request, reason });
}

/**
 * A payer's bank took a payment back: Dr 2010 as far as `freeMicros` goes and Dr 1100 for what is spent, Dr 5030 the fee, Cr 1020 all of
 * it.
 */
export function chargeback(options: Amount & { pspEvent: string; freeMicros: Micros; feeMicros: Micros }): Entry {
  const { account, pspEvent, currency, amountMicros, freeMicros, feeMicros, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const free = freeMicros < amountMicros ? freeMicros : amountMicros;
  const postings = [
    debit(prepaidAccount(account), free),
    debit(accountName('1100', account), micros(amountMicros - free)),
    debit('5030', feeMicros),
    credit('1020', micros(amountMicros + feeMicros)),
  ];
  return balancedEntry({ key: `chargeback:${pspEvent}`, kind: 'chargeback', at, actor, postings });
}
