import { chart, type AccountCode } from './chart.ts';

/** The account's text in the books: the code alone, or the code and its owner (a wire id, a fund's or a pool's name). */
export function accountName(code: AccountCode, owner?: string): string {
  return owner === undefined ? code : `${code}:${owner}`;
}

/** The two parts of an account's text. Refuses a code that the chart does not know. */
export function parseAccount(account: string): { code: AccountCode; owner: string | undefined } {
  const code = account.slice(0, 4);
  const owner = account.length > 5 && account[4] === ':' ? account.slice(5) : undefined;
  if (!(code in chart) || (account.length > 4 && owner === undefined)) throw new RangeError(`no such account in the chart: ${account}`);
  return { code: code as AccountCode, owner };
}

/** Whether a month's close carries the account into retained earnings: income and expenses. */
export function isProfitOrLoss(account: string): boolean {
  const { type } = chart[parseAccount(account).code];
  return type === 'income' || type === 'expense';
}
