import type { Column } from './sql-columns.ts';

const amountWords: ReadonlySet<string> = new Set([
  ...['amount', 'amounts', 'budget', 'budgets', 'bid', 'bids', 'price', 'prices', 'balance', 'balances', 'spend', 'spent'],
  ...['cost', 'costs', 'revenue', 'fee', 'fees', 'payout', 'payouts', 'credit', 'credits', 'debit', 'debits', 'money'],
  ...['earnings', 'earned', 'paid', 'cents', 'usd', 'eur', 'dollars'],
]);
const numeric = /^(bigint|int8?|int[24]|integer|smallint|numeric|decimal|money|real|float[48]?|double\s+precision)\b/;
/** Endings that name another unit: such a number is about money and is none. */
const otherUnit = /_(bps|ppb|count|rows|version|days|minutes|ms|id|no|seq|rank|precision)$/;

/** Why a column breaks the rule of money (whole millionths, BIGINT, named `…_micros`), or `undefined` where it does not. */
export function amountFault({ table, name, type }: Column): string | undefined {
  if (name.endsWith('_micros')) return /^(bigint|int8)$/.test(type) ? undefined : `${table}.${name} is ${type}, not bigint`;
  const isAmount = numeric.test(type) && name.split('_').some((word) => amountWords.has(word)) && !otherUnit.test(name);
  if (isAmount || type === 'money') return `${table}.${name} (${type}) holds an amount and does not end in _micros`;
  return undefined;
}
