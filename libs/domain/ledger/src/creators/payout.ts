import { micros, type Id, type Micros } from '@flywheel/primitives';
import { accountName } from '../account.ts';
import { balancedEntry, type Booked, type Entry } from '../entry.ts';
import { linesIn } from '../lines-in.ts';

type Payee = Booked & { creator: Id<'crt'>; currency: string };

/**
 * Puts one payee's money on its way: Dr 2120 gross, Cr 2140 what is sent, Cr 2200 the tax withheld for the authority. Gross is whole minor
 * units (`floorToMinor`); what is below stays in 2120. `payout` names the run and the payee.
 */
export function payout(options: Payee & { payout: string; grossMicros: Micros; taxMicros: Micros; authority: string }): Entry {
  const { creator, payout: ref, currency, grossMicros, taxMicros, authority, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [
    debit(accountName('2120', creator), grossMicros),
    credit(accountName('2140', creator), micros(grossMicros - taxMicros)),
    credit(accountName('2200', authority), taxMicros),
  ];
  return balancedEntry({ key: `payout:${ref}`, kind: 'payout', at, actor, postings });
}

/** The bank confirmed a payout: Dr 2140, Cr 1010. The books take one end of each payout: paid, failed or reversed. */
export function payoutPaid(options: Payee & { payout: Id<'ent'>; sentMicros: Micros }): Entry {
  const { creator, payout: ref, currency, sentMicros, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [debit(accountName('2140', creator), sentMicros), credit('1010', sentMicros)];
  return balancedEntry({ key: `payout-paid:${ref}`, kind: 'payout-paid', at, actor, postings, relatesTo: ref });
}

/** A payout did not leave: Dr 2140, Cr 2120; tax that was withheld from it, where named, is not owed either: Dr 2200, Cr 2120. */
export function payoutFailed(
  options: Payee & { payout: Id<'ent'>; sentMicros: Micros; reason: string; tax?: { amountMicros: Micros; authority: string } },
): Entry {
  const { creator, payout: ref, currency, sentMicros, reason, tax, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [
    debit(accountName('2140', creator), sentMicros),
    ...(tax ? [debit(accountName('2200', tax.authority), tax.amountMicros)] : []),
    credit(accountName('2120', creator), micros(sentMicros + (tax?.amountMicros ?? 0n))),
  ];
  return balancedEntry({ key: `payout-failed:${ref}`, kind: 'payout-failed', at, actor, postings, relatesTo: ref, reason });
}

/** A payout that was paid came back: Dr 1010, Cr 2120. `paid` is the entry that confirmed it. */
export function payoutReturned(options: Payee & { paid: Id<'ent'>; sentMicros: Micros; reason: string }): Entry {
  const { creator, paid, currency, sentMicros, reason, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [debit('1010', sentMicros), credit(accountName('2120', creator), sentMicros)];
  return balancedEntry({ key: `payout-returned:${paid}`, kind: 'payout-returned', at, actor, postings, relatesTo: paid, reason });
}
