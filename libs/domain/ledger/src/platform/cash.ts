import { micros, type Id, type Micros } from '@flywheel/primitives';
import { accountName } from '../account.ts';
import { balancedEntry, type Booked, type Entry } from '../entry.ts';
import { linesIn } from '../lines-in.ts';

type Amount = Booked & { currency: string; amountMicros: Micros };

/** The provider pays out what it took: Dr 5030 its fee, Dr 1010 the rest, Cr 1020. The same settlement counts once. */
export function pspSettlement(options: Amount & { settlement: string; feeMicros: Micros }): Entry {
  const { settlement, currency, amountMicros, feeMicros, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [debit('5030', feeMicros), debit('1010', micros(amountMicros - feeMicros)), credit('1020', amountMicros)];
  return balancedEntry({ key: `settlement:${settlement}`, kind: 'psp-settlement', at, actor, postings });
}

/** Money came in that nobody can place yet: Dr 1010 or 1020, Cr 1090. `line` is the bank's or provider's own reference. */
export function unmatchedMoney({ line, cash, currency, amountMicros, at, actor }: Amount & { line: string; cash: '1010' | '1020' }): Entry {
  const { debit, credit } = linesIn(currency);
  const postings = [debit(cash, amountMicros), credit('1090', amountMicros)];
  return balancedEntry({ key: `unmatched:${line}`, kind: 'unmatched-money', at, actor, postings });
}

/** The owner of such money is found: Dr 1090, Cr his prepaid balance (2010) or what he owes (1100). Once for each line. */
export function matchedMoney(options: Amount & { unmatched: Id<'ent'>; to: '2010' | '1100'; account: Id<'acc'>; reason: string }): Entry {
  const { unmatched, to, account, currency, amountMicros, reason, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [debit('1090', amountMicros), credit(accountName(to, account), amountMicros)];
  return balancedEntry({ key: `matched:${unmatched}`, kind: 'matched-money', at, actor, postings, relatesTo: unmatched, reason });
}

/** Pays an authority what was withheld (2200) or charged (2210) for it: Dr the tax, Cr 1010. `ref` is the return it belongs to. */
export function taxRemittance(options: Amount & { tax: '2200' | '2210'; authority: string; ref: string }): Entry {
  const { tax, authority, ref, currency, amountMicros, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [debit(accountName(tax, authority), amountMicros), credit('1010', amountMicros)];
  return balancedEntry({ key: `tax:${tax}:${authority}:${ref}`, kind: 'tax-remittance', at, actor, postings });
}

const fundExpense = { TrustSafety: '5060', Product: '5061', Infrastructure: '5062' } as const;

/**
 * Spends from a fund: Dr its expense (5060 to 5062), Cr 1010 or the supplier's bill (2400), and frees what was designated: Dr 3100 of the
 * fund, Cr 3020. The creator fund is spent by grants (`creatorGrant`).
 */
export function reinvestmentSpend(
  options: Amount & { fund: keyof typeof fundExpense; ref: string; reason: string; paidFrom: 'cash' | { supplier: string } },
): Entry {
  const { fund, ref, reason, paidFrom, currency, amountMicros, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const postings = [
    debit(fundExpense[fund], amountMicros),
    debit(accountName('3100', fund), amountMicros),
    credit(paidFrom === 'cash' ? '1010' : accountName('2400', paidFrom.supplier), amountMicros),
    credit('3020', amountMicros),
  ];
  return balancedEntry({ key: `reinvestment-spend:${ref}`, kind: 'reinvestment-spend', at, actor, postings, reason });
}
