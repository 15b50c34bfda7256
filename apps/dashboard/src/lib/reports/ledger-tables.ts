import type { LedgerAccount, LedgerEntry, TrialBalanceView } from '@flywheel/http/ledger';
import { formatDay, formatMomentExactly } from '#lib/format/dates.ts';
import { formatMoney } from '#lib/format/money.ts';
import { inWords } from '#lib/format/words.ts';
import { batchNameText } from '@flywheel/http/batch-name';
import type { Id } from '@flywheel/primitives';
import { traceHref } from '#lib/trace/trace-address.ts';
import type { TableColumn, TableView } from './table.ts';

const number = (id: string, label: string): TableColumn => ({ id, label, numeric: true });
const words = (id: string, label: string): TableColumn => ({ id, label, numeric: false });
/** An amount to the micro, negative ones in parentheses as books write them. */
const exact = (amount: string, currency: string) =>
  amount.startsWith('-') ? `(${formatMoney(amount.slice(1), currency, 'plain-price')})` : formatMoney(amount, currency, 'plain-price');

/** One row a code; each leads to the accounts under it. */
export function trialBalanceTable(balance: TrialBalanceView): TableView {
  const [first] = balance.totals;
  const one = balance.totals.length === 1 && first ? first : undefined;
  return {
    caption: 'Trial balance',
    columns: [
      words('account', 'Account'),
      words('type', 'Type'),
      number('debit', 'Debits'),
      number('credit', 'Credits'),
      number('balance', 'Balance'),
      words('currency', 'Currency'),
    ],
    rows: balance.rows.map((row) => ({
      key: `${row.code} ${row.currency}`,
      label: `${row.code} ${row.name}`,
      href: `?code=${row.code}#accounts`,
      cells: [
        row.type,
        exact(row.debitMicros, row.currency),
        exact(row.creditMicros, row.currency),
        exact(row.balanceMicros, row.currency),
        row.currency,
      ],
    })),
    ...(one && {
      totals: [
        '',
        exact(one.debitMicros, one.currency),
        exact(one.creditMicros, one.currency),
        exact(one.differenceMicros, one.currency),
        one.currency,
      ],
    }),
  };
}

/** The accounts under one code; each leads to its entries. */
export function accountsTable(accounts: readonly LedgerAccount[], caption: string): TableView {
  return {
    caption,
    columns: [
      words('account', 'Account'),
      number('debit', 'Debits'),
      number('credit', 'Credits'),
      number('balance', 'Balance'),
      words('currency', 'Currency'),
    ],
    rows: accounts.map((each) => ({
      key: `${each.account} ${each.currency}`,
      label: each.ownerName ?? each.owner ?? each.name,
      href: `?code=${each.code}&ledger=${encodeURIComponent(each.account)}#entries`,
      cells: [
        exact(each.debitMicros, each.currency),
        exact(each.creditMicros, each.currency),
        exact(each.balanceMicros, each.currency),
        each.currency,
      ],
    })),
  };
}

/** The batch that an entry books, as its own words name it; undefined for an entry of another kind. */
function batchHref({ kind, meta }: LedgerEntry): string | undefined {
  const { bucket, campaign, gen } = meta;
  if (kind !== 'batch' || bucket === undefined || campaign === undefined) return undefined;
  const batch = batchNameText({ bucket: Date.parse(bucket), campaign: campaign as Id<'cmp'>, gen: Number(gen ?? 0) });
  return traceHref({}, `/trace/batches/${batch}`);
}

/** Journal entries; each leads to its legs, and a batch's amount to what it is made of. */
export function entriesTable(entries: readonly LedgerEntry[], caption: string): TableView {
  return {
    caption,
    columns: [
      words('entry', 'Entry'),
      words('day', 'Effective'),
      words('recorded', 'Recorded (UTC)'),
      number('amount', 'Amount'),
      words('currency', 'Currency'),
      words('actor', 'By'),
    ],
    rows: entries.map((each) => ({
      key: each.entry,
      label: inWords(each.kind),
      href: `/finance/ledger/entries/${each.entry}`,
      cells: [
        formatDay(each.effectiveOn),
        formatMomentExactly(each.recordedAt),
        exact(each.amountMicros, each.currency),
        each.currency,
        each.actor,
      ],
      hrefs: [undefined, undefined, batchHref(each)],
    })),
  };
}

/** The legs of an entry: debits and credits in columns of their own, their sums below. Those of a batch lead to what it is made of. */
export function legsTable(entry: LedgerEntry, batch?: string): TableView {
  const href = batch === undefined ? undefined : traceHref({}, `/trace/batches/${batch}`);
  const debit = (amount: string) => !amount.startsWith('-');
  const sum = (positive: boolean) =>
    entry.postings.filter((leg) => debit(leg.amountMicros) === positive).reduce((total, leg) => total + BigInt(leg.amountMicros), 0n);
  return {
    caption: 'Postings',
    columns: [
      words('account', 'Account'),
      number('debit', `Debit (${entry.currency})`),
      number('credit', `Credit (${entry.currency})`),
      words('code', 'Account id'),
    ],
    rows: entry.postings.map((leg, at) => ({
      key: `${at}`,
      label: leg.name,
      href: `/finance/ledger?code=${leg.account.slice(0, 4)}&ledger=${encodeURIComponent(leg.account)}#entries`,
      cells: [
        debit(leg.amountMicros) ? exact(leg.amountMicros, leg.currency) : '',
        debit(leg.amountMicros) ? '' : exact(leg.amountMicros.slice(1), leg.currency),
        leg.account,
      ],
      hrefs: debit(leg.amountMicros) ? [href] : [undefined, href],
    })),
    totals: [exact(String(sum(true)), entry.currency), exact(String(-sum(false)), entry.currency), ''],
  };
}

/** The legs that a reversal of the entry would have: the same accounts, debits and credits exchanged. */
export function mirrorTable(entry: LedgerEntry): TableView {
  const negated = (amount: string) => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);
  const postings = entry.postings.map((leg) => ({ ...leg, amountMicros: negated(leg.amountMicros) }));
  return { ...legsTable({ ...entry, postings }), caption: 'Postings of the reversal' };
}
