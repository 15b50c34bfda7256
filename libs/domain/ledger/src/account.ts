/** How an account's balance reads in a trial balance: assets and expenses grow by debit, the rest by credit. */
export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

/** The chart of accounts: four digits, its name and its type. An account of the books is `code` or `code:owner`. */
export const chart = {
  '1010': { name: 'Cash at bank', type: 'asset' },
  '1020': { name: 'Cash in PSP clearing', type: 'asset' },
  '1090': { name: 'Suspense', type: 'asset' },
  '1100': { name: 'Receivable from advertisers', type: 'asset' },
  '1110': { name: 'Unbilled receivable', type: 'asset' },
  '1200': { name: 'Receivable from creators', type: 'asset' },
  '2010': { name: 'Prepaid by advertiser', type: 'liability' },
  '2015': { name: 'Promotional credit', type: 'liability' },
  '2020': { name: 'Held for campaign', type: 'liability' },
  '2100': { name: 'Creator pool', type: 'liability' },
  '2110': { name: 'Creator earnings, pending', type: 'liability' },
  '2120': { name: 'Creator earnings, available', type: 'liability' },
  '2130': { name: 'Creator earnings, on hold', type: 'liability' },
  '2140': { name: 'Creator payout in flight', type: 'liability' },
  '3010': { name: 'Capital', type: 'equity' },
  '3020': { name: 'Retained earnings', type: 'equity' },
  '3100': { name: 'Designated for reinvestment', type: 'equity' },
  '4010': { name: 'Advertising revenue', type: 'income' },
  '4015': { name: 'Invalid traffic credited', type: 'income' },
  '4016': { name: 'Make-good credited', type: 'income' },
  '4020': { name: 'Platform fee', type: 'income' },
  '5010': { name: 'Creator share', type: 'expense' },
  '5030': { name: 'Payment fees', type: 'expense' },
} as const satisfies Record<string, { name: string; type: AccountType }>;

/** A code of the chart. */
export type AccountCode = keyof typeof chart;

/** The account's text in the books: the code alone, or the code and its owner (a wire id, a fund's or a pool's name). */
export function accountName(code: AccountCode, owner?: string): string {
  return owner === undefined ? code : `${code}:${owner}`;
}

/** The two parts of an account's text. Refuses a code that the chart does not know. */
export function parseAccount(account: string): { code: AccountCode; owner: string | undefined } {
  const [code = '', owner] = account.split(/:(.*)/s, 2);
  if (!(code in chart)) throw new RangeError(`no such account in the chart: ${account}`);
  return { code: code as AccountCode, owner };
}

/** Whether a month's close carries the account into retained earnings: income and expenses. */
export function isProfitOrLoss(account: string): boolean {
  const { type } = chart[parseAccount(account).code];
  return type === 'income' || type === 'expense';
}
