import { assert, micros, type Instant, type Micros } from '@flywheel/primitives';
import { balancedEntry, type Booked, type Entry } from '../entry.ts';
import { linesIn } from '../lines-in.ts';
import { converted, rateText, type Rate } from '../rounding/rate.ts';

/** Where a rate comes from: units of the bought currency for one of the sold, who quoted it and when. Kept with the entry. */
export type Quote = { rate: Rate; source: string; quotedAt: Instant };

/** What one side of a conversion moves. */
export type Leg = { currency: string; amountMicros: Micros };

/** The spread's account, so that what conversions cost or bring is never mixed with what positions gain or lose. */
const spreadCost = '5090:spread';

/**
 * Our own cash changes its currency: Cr 1010 what is sold, Dr 1010 what the bank gives, and the difference to the quoted rate as a line of
 * its own, Dr 5090:spread; the other sides stand in 3900, so that each currency sums to zero. Refuses a bank that gives more than the
 * quote.
 */
export function conversion(options: Booked & { ref: string; sold: Leg; bought: Leg; quote: Quote }): Entry {
  const { ref, sold, bought, quote, at, actor } = options;
  const fair = converted(sold.amountMicros, quote.rate, 'down');
  assert(sold.currency !== bought.currency && bought.amountMicros <= fair, 'a conversion gives no more than its quote');
  const [from, to] = [linesIn(sold.currency), linesIn(bought.currency)];
  const postings = [
    from.debit('3900', sold.amountMicros),
    from.credit('1010', sold.amountMicros),
    to.debit('1010', bought.amountMicros),
    to.debit(spreadCost, micros(fair - bought.amountMicros)),
    to.credit('3900', fair),
  ];
  return balancedEntry({ key: `conversion:${ref}`, kind: 'conversion', at, actor, postings, meta: quoteMeta(quote) });
}

/**
 * What we owe somebody changes its currency on the account (a creator's 2120 before a payout, an advertiser's 2010). `rounding` is `up`
 * for a creator, whose micro the platform bears, and `down` for everybody who may come back with it, so that a round trip never profits
 * him. A spread that he pays is a line of its own, Cr 4060. Refuses a spread above what is converted.
 */
export function balanceConversion(
  options: Booked & {
    ref: string;
    account: string;
    sold: Leg;
    boughtCurrency: string;
    quote: Quote;
    rounding: 'up' | 'down';
    spreadMicros: Micros;
  },
): Entry {
  const { ref, account, sold, boughtCurrency, quote, rounding, spreadMicros, at, actor } = options;
  assert(sold.currency !== boughtCurrency, 'a conversion is between two currencies');
  const fair = converted(sold.amountMicros, quote.rate, rounding);
  const [from, to] = [linesIn(sold.currency), linesIn(boughtCurrency)];
  const postings = [
    from.debit(account, sold.amountMicros),
    from.credit('3900', sold.amountMicros),
    to.debit('3900', fair),
    to.credit(account, micros(fair - spreadMicros)),
    to.credit('4060', spreadMicros),
  ];
  return balancedEntry({ key: `conversion:${ref}`, kind: 'conversion', at, actor, postings, meta: quoteMeta(quote) });
}

/**
 * What a foreign position gained since it was last valued; negative for a loss. `foreign` and `booked` are the debit-positive balances of
 * 3900 in the foreign currency and in the books' own; the rate is own units for one foreign, and rounding goes against us.
 */
export function positionGain(balances: { foreignMicros: Micros; bookedMicros: Micros }, rate: Rate): Micros {
  const held = micros(-balances.foreignMicros);
  const worth = held >= 0n ? converted(held, rate, 'down') : micros(-converted(micros(-held), rate, 'up'));
  return micros(worth - balances.bookedMicros);
}

/** Books what a position gained, Dr 3900, Cr 4060, or lost, Dr 5090, Cr 3900, in the books' own currency. Refuses a change of nothing. */
export function revaluation(
  options: Booked & { ref: string; currency: string; foreignCurrency: string; gainMicros: Micros; quote: Quote },
): Entry {
  const { ref, currency, foreignCurrency, gainMicros, quote, at, actor } = options;
  const { debit, credit } = linesIn(currency);
  const gained = gainMicros >= 0n;
  const postings = gained
    ? [debit('3900', gainMicros), credit('4060', gainMicros)]
    : [debit('5090', micros(-gainMicros)), credit('3900', micros(-gainMicros))];
  const meta = { ...quoteMeta(quote), foreignCurrency };
  return balancedEntry({ key: `revaluation:${foreignCurrency}:${ref}`, kind: 'revaluation', at, actor, postings, meta });
}

function quoteMeta({ rate, source, quotedAt }: Quote): Record<string, string> {
  return { rate: rateText(rate), source, quotedAt: new Date(quotedAt).toISOString() };
}
