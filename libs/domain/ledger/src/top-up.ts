import type { Id, Instant, Micros } from '@flywheel/primitives';
import { accountName } from './account.ts';
import { balancedEntry, type Entry } from './entry.ts';
import { transfer } from './transfer.ts';

/** What a payment by an advertiser is known by: the payment provider's own event id makes the key. */
export type TopUp = { pspEvent: string; account: Id<'acc'>; currency: string; amountMicros: Micros; at: Instant; actor: string };

/** An advertiser pays in: Dr 1020 PSP clearing, Cr 2010 prepaid. The same provider event counts once. Refuses nothing or less. */
export function topUp({ pspEvent, account, currency, amountMicros, at, actor }: TopUp): Entry {
  const postings = transfer({ debit: accountName('1020'), credit: accountName('2010', account), currency, amountMicros });
  return balancedEntry({ key: `topup:${pspEvent}`, kind: 'top-up', at, actor, postings });
}
