import type { EntryKind } from '../entry.ts';

/**
 * Kinds that end what the entry in `relatesTo` began. The books take one of them for each entry, whichever comes first: a request is
 * paid, fails or is reversed, and nothing is reversed twice.
 */
export const endingKinds: ReadonlySet<EntryKind> = new Set([
  'reversal',
  'refund-paid',
  'refund-failed',
  'payout-paid',
  'payout-failed',
  'payout-returned',
  'matched-money',
]);

/** Whether the books refuse a debit balance on the account, in every currency: what we owe others, 2010 to 2140. */
export function isGuarded(account: string): boolean {
  const code = account.slice(0, 4);
  return code >= '2010' && code <= '2140';
}
