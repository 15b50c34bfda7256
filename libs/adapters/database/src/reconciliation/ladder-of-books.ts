import { batchKey, batchLines, batchName, type LadderQuestion } from './ladder-question.ts';

const entry = `wire_id('ent', entry_id) AS key, wire_id('ent', entry_id) AS opens, currency, 1 AS n`;
// An account's balance on its side, so that the sums of a step are what a trial balance shows and a change of sign is a difference.
const bySide = (balances: string) => `SELECT account || CASE WHEN micros > 0 THEN ' debit' ELSE ' credit' END AS key, account AS opens,
  currency, 1 AS n, abs(micros) AS micros FROM (${balances}) b WHERE micros <> 0`;
const month = `to_char(date_trunc('month', %), 'YYYY-MM')`;

/** From entries to balances, statements and cash. */
export const ladderOfBooks: readonly LadderQuestion[] = [
  {
    name: 'slices',
    left: 'rows and amounts that reports read',
    right: 'rows and amounts of batches',
    leftSql: `SELECT ${batchKey} AS key, max(${batchName('gen')}) AS opens, currency, sum(rows) AS n, sum(amount_micros) AS micros
      FROM batch_slice GROUP BY bucket, campaign_id, currency`,
    rightSql: `SELECT ${batchKey} AS key, max(${batchName('gen')}) AS opens, currency, sum(rows) AS n, sum(amount_micros) AS micros
      FROM batch GROUP BY bucket, campaign_id, currency`,
  },
  {
    name: 'statements',
    left: "creators' statements, by month",
    right: 'what the month credited to each (2110)',
    leftSql: `SELECT ${month.replace('%', `bucket AT TIME ZONE 'UTC'`)} || ' ' || wire_id('crt', creator_id) AS key,
        wire_id('crt', creator_id) AS opens, currency, 1 AS n, sum(share_micros) AS micros
      FROM batch_slice WHERE creator_id IS NOT NULL GROUP BY 1, 2, 3 HAVING sum(share_micros) <> 0`,
    rightSql: `SELECT ${month.replace('%', 'effective_at')} || ' ' || split_part(p.account, ':', 2) AS key,
        split_part(p.account, ':', 2) AS opens, currency, 1 AS n, -sum(p.amount_micros) AS micros
      FROM ${batchLines} AND left(p.account, 4) = '2110' GROUP BY 1, 2, 3 HAVING sum(p.amount_micros) <> 0`,
  },
  {
    name: 'payments',
    left: 'prepaid by top-ups (2010)',
    right: 'cash in clearing, at bank or in suspense (1020, 1010, 1090)',
    leftSql: `SELECT ${entry}, -sum(p.amount_micros) AS micros FROM books.entry e JOIN books.posting p USING (entry_id)
      WHERE e.kind = 'top-up' AND left(p.account, 4) = '2010' GROUP BY entry_id, currency`,
    rightSql: `SELECT ${entry}, sum(p.amount_micros) AS micros FROM books.entry e JOIN books.posting p USING (entry_id)
      WHERE e.kind = 'top-up' AND left(p.account, 4) IN ('1010', '1020', '1090') GROUP BY entry_id, currency`,
  },
  {
    name: 'trial balance',
    left: 'debits',
    right: 'credits',
    leftSql: `SELECT ${entry}, sum(amount_micros) AS micros FROM books.posting WHERE amount_micros > 0 GROUP BY entry_id, currency`,
    rightSql: `SELECT ${entry}, -sum(amount_micros) AS micros FROM books.posting WHERE amount_micros < 0 GROUP BY entry_id, currency`,
  },
  {
    name: 'balances',
    left: 'balances of accounts, as kept',
    right: 'the same added up from postings',
    leftSql: bySide('SELECT account, currency, balance_micros AS micros FROM books.balance'),
    rightSql: bySide('SELECT account, currency, sum(amount_micros) AS micros FROM books.posting GROUP BY 1, 2'),
  },
];
