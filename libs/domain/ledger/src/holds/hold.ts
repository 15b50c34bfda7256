import { micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import { accountName } from '../account.ts';
import { balancedEntry, type Entry, type Posting } from '../entry.ts';
import { prepaidAccount, type Lot } from './lots.ts';

/**
 * Money moved between an advertiser's lots and a campaign's hold. `ref` names the occasion, e.g. the campaign's version. Without `lots` all
 * of it is prepaid balance; with them they sum to the amount (`takeFrom` and `lotsToRelease` say which).
 */
export type Hold = {
  account: Id<'acc'>;
  campaign: Id<'cmp'>;
  ref: string;
  currency: string;
  amountMicros: Micros;
  lots?: readonly Lot[];
  at: Instant;
  actor: string;
};

/** Sets money aside for a campaign: Dr 2015 and 2010 by lot, Cr 2020 held. The books refuse it when a lot does not cover its part. */
export function hold(options: Hold): Entry {
  const { campaign, ref, currency, amountMicros, at, actor } = options;
  const held = { account: accountName('2020', campaign), currency, amountMicros: micros(-amountMicros) };
  return balancedEntry({ key: `hold:${campaign}:${ref}`, kind: 'hold', at, actor, postings: [...lotLines(options), held] });
}

/**
 * Gives back what a campaign will not spend, to the lots it came from: Dr 2020 held, Cr 2010 and 2015. The books refuse more than is held.
 */
export function release(options: Hold): Entry {
  const { campaign, ref, currency, amountMicros, at, actor } = options;
  const back = lotLines(options).map((line) => ({ ...line, amountMicros: micros(-line.amountMicros) }));
  const postings = [{ account: accountName('2020', campaign), currency, amountMicros }, ...back];
  return balancedEntry({ key: `release:${campaign}:${ref}`, kind: 'release', at, actor, postings });
}

function lotLines({ account, currency, amountMicros, lots }: Hold): Posting[] {
  return (lots ?? [{ account: prepaidAccount(account), amountMicros }]).map((lot) => ({
    account: lot.account,
    currency,
    amountMicros: lot.amountMicros,
  }));
}
