/** What an account is: assets and expenses grow by debit, the rest by credit. */
export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

/** The side on which an account grows. A contra account grows on the other side than its type does. */
export type NormalSide = 'debit' | 'credit';

/** An account of the chart. `owner` says what stands after the colon, where anything does. */
export type ChartAccount = {
  readonly name: string;
  readonly type: AccountType;
  readonly normal: NormalSide;
  readonly meaning: string;
  readonly owner?: string;
};

const account = <T extends AccountType>(type: T, normal: NormalSide, name: string, meaning: string, owner?: string) => ({
  name,
  type,
  normal,
  meaning,
  ...(owner !== undefined && { owner }),
});
const asset = (name: string, meaning: string, owner?: string) => account('asset', 'debit', name, meaning, owner);
const liability = (name: string, meaning: string, owner?: string) => account('liability', 'credit', name, meaning, owner);
const equity = (name: string, meaning: string, owner?: string) => account('equity', 'credit', name, meaning, owner);
const income = (name: string, meaning: string) => account('income', 'credit', name, meaning);
const contra = (name: string, meaning: string) => account('income', 'debit', name, meaning);
const expense = (name: string, meaning: string, owner?: string) => account('expense', 'debit', name, meaning, owner);

/** The chart of accounts. An account of the books is a code, an owner where it has one, and a currency. */
export const chart = {
  '1010': asset('Cash at bank', 'what the bank statement says is ours'),
  '1020': asset('Cash in PSP clearing', 'taken by the payment provider and not paid out to the bank yet'),
  '1090': asset('Suspense', 'money that came in and that nobody has matched yet; 0 before a month closes'),
  '1100': asset('Receivable from advertisers', 'invoiced, or charged back after it was spent, and not paid', 'account'),
  '1110': asset('Unbilled receivable', 'delivered on credit and not invoiced yet; keeps what is below the minor unit', 'account'),
  '1200': asset('Receivable from creators', 'earnings taken back that were paid out already', 'creator'),
  '1300': asset('Tax recoverable', 'tax that we paid and that an authority gives back'),
  '2010': liability('Prepaid by advertiser', 'paid in and free to use: deferred revenue, refundable', 'account'),
  '2015': liability('Promotional credit', 'given and free to use, one account a grant; never refunded in cash', 'account:lot'),
  '2020': liability('Held for campaign', 'set aside for a campaign and not delivered yet', 'campaign'),
  '2100': liability('Creator pool', 'creators’ share of charges that is not allocated to creators yet', 'pool'),
  '2110': liability('Creator earnings, pending', 'allocated, and still inside the hold of days', 'creator'),
  '2120': liability('Creator earnings, available', 'may be paid out', 'creator'),
  '2130': liability('Creator earnings, on hold', 'kept back for a stated reason until a stated end', 'creator'),
  '2140': liability('Creator payout in flight', 'sent, and neither confirmed nor come back', 'creator'),
  '2200': liability('Tax withheld', 'kept from payouts for an authority', 'authority'),
  '2210': liability('Sales tax', 'charged on invoices for an authority', 'authority'),
  '2300': liability('Refunds payable', 'promised back to an advertiser and not paid yet', 'account'),
  '2400': liability('Accounts payable', 'bills that we received and have not paid', 'supplier'),
  '3010': equity('Capital', 'what the owners paid in'),
  '3020': equity('Retained earnings', 'what closed months left'),
  '3100': equity('Designated for reinvestment', 'retained earnings that are set aside for a fund', 'fund'),
  '3900': equity('Currency exchange', 'the other side of every conversion: what we hold long and short, by currency'),
  '4010': income('Advertising revenue', 'delivered advertising, gross (principal)'),
  '4015': contra('Invalid traffic credited', 'revenue given back because the traffic was not valid'),
  '4016': contra('Make-good credited', 'credit for a delivery that did not keep its promise'),
  '4017': contra('Promotion credited', 'promotional credit, taken off revenue the day it is given'),
  '4020': income('Platform fee', 'delivered advertising less the creators’ share (agent)'),
  '4050': income('Breakage', 'balances that nobody came back for'),
  '4060': income('Exchange gain', 'a foreign position that is worth more in the books’ currency'),
  '5010': expense('Creator share', 'creators’ part of delivered advertising (principal)'),
  '5020': expense('Creator fund grants', 'granted to creators from the fund'),
  '5030': expense('Payment fees', 'kept by payment providers and for chargebacks'),
  '5040': expense('Bad debt', 'receivables that will not be paid'),
  '5050': expense('Promotion', 'promotion that is no reduction of a price, such as a reward for a recommendation'),
  '5060': expense('Trust and safety', 'spent from the fund TrustSafety'),
  '5061': expense('Product', 'spent from the fund Product'),
  '5062': expense('Infrastructure', 'spent from the fund Infrastructure'),
  '5090': expense('Exchange loss', 'a foreign position that is worth less; 5090:spread is what conversions cost', 'spread'),
  '5095': expense('Rounding', 'differences below the minor unit of tax and conversions, and of nothing else'),
} as const satisfies Record<string, ChartAccount>;

/** A code of the chart. */
export type AccountCode = keyof typeof chart;
