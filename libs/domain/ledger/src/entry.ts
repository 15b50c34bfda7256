import { assert, type Id, type Instant, type Micros } from '@flywheel/primitives';
import { parseAccount } from './account.ts';

/** One line of an entry: debit positive, credit negative, never zero. */
export type Posting = { account: string; currency: string; amountMicros: Micros };

/** Why an entry was made; one kind for each template of this room. */
export const entryKinds = [
  'top-up',
  'psp-settlement',
  'unmatched-money',
  'matched-money',
  'promo-grant',
  'promo-expiry',
  'hold',
  'release',
  'batch',
  'invoice',
  'invoice-payment',
  'bad-debt',
  'ivt-credit',
  'make-good',
  'refund-request',
  'refund-paid',
  'refund-failed',
  'chargeback',
  'breakage',
  'pool-allocation',
  'maturing',
  'creator-hold',
  'creator-lift',
  'clawback',
  'offset',
  'creator-grant',
  'payout',
  'payout-paid',
  'payout-failed',
  'payout-returned',
  'tax-remittance',
  'month-close',
  'reinvestment',
  'reinvestment-spend',
  'conversion',
  'revaluation',
  'reversal',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** A balanced set of postings before it is posted. `key` is its business key, unique for ever: posting it again changes nothing. */
export type Entry = {
  key: string;
  kind: EntryKind;
  /** The accounting moment; its UTC day is the effective day. */
  at: Instant;
  actor: string;
  postings: readonly Posting[];
  relatesTo?: Id<'ent'>;
  reason?: string;
  ruleVersion?: number;
  /** What the entry can be proved by, e.g. a batch's hash. Part of what the key stands for. */
  meta?: Readonly<Record<string, string>>;
  /** The account through which an entry of very many lines is cut into parts that each balance (`inParts`). */
  hub?: string;
};

/** When something was booked and by whom. */
export type Booked = { at: Instant; actor: string };

/** Drops lines of nothing and proves the rest: known accounts, at least two lines, a sum of zero in every currency. */
export function balancedEntry(entry: Entry): Entry {
  const postings = entry.postings.filter((posting) => posting.amountMicros !== 0n);
  postings.forEach((posting) => parseAccount(posting.account));
  assert(postings.length >= 2, `an entry has at least two lines (${entry.key})`);
  for (const [currency, sum] of sumByCurrency(postings)) assert(sum === 0n, `an entry sums to zero in ${currency} (${entry.key}: ${sum})`);
  return { ...entry, postings };
}

/** The sum of postings in each currency. */
export function sumByCurrency(postings: readonly Posting[]): Map<string, Micros> {
  const sums = new Map<string, Micros>();
  for (const { currency, amountMicros } of postings) sums.set(currency, ((sums.get(currency) ?? 0n) + amountMicros) as Micros);
  return sums;
}
