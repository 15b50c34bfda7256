import type { Id, Instant, Micros } from '@flywheel/primitives';
import { accountName } from './account.ts';
import { balancedEntry, type Entry } from './entry.ts';
import { transfer } from './transfer.ts';

/** Money moved between an advertiser's prepaid balance and a campaign's hold. `ref` names the occasion, e.g. the campaign's version. */
export type Hold = {
  account: Id<'acc'>;
  campaign: Id<'cmp'>;
  ref: string;
  currency: string;
  amountMicros: Micros;
  at: Instant;
  actor: string;
};

/** Sets money aside for a campaign: Dr 2010 prepaid, Cr 2020 held. The books refuse it when the prepaid balance does not cover it. */
export function hold({ account, campaign, ref, currency, amountMicros, at, actor }: Hold): Entry {
  const postings = transfer({ debit: accountName('2010', account), credit: accountName('2020', campaign), currency, amountMicros });
  return balancedEntry({ key: `hold:${campaign}:${ref}`, kind: 'hold', at, actor, postings });
}

/** Gives back what a campaign will not spend: Dr 2020 held, Cr 2010 prepaid. The books refuse more than is held. */
export function release({ account, campaign, ref, currency, amountMicros, at, actor }: Hold): Entry {
  const postings = transfer({ debit: accountName('2020', campaign), credit: accountName('2010', account), currency, amountMicros });
  return balancedEntry({ key: `release:${campaign}:${ref}`, kind: 'release', at, actor, postings });
}
