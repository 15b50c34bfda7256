import { batchLines, type LadderQuestion } from './ladder-question.ts';

/** A number as a report shows it: `key` names the report and the row; the amounts are on the screen and in the file. */
export type ShownAmount = { key: string; opens: string | null; currency: string; screenMicros: bigint; fileMicros: bigint };

// $1: [{key, opens, currency, screen, file}], amounts as text.
const shown = (column: 'screen' | 'file') =>
  `SELECT key, opens, currency, 1 AS n, ${column}::bigint AS micros
   FROM jsonb_to_recordset($1::jsonb) AS s(key text, opens text, currency text, screen text, file text)`;

const monthOf = `to_char(date_trunc('month', effective_at), 'YYYY-MM-DD')`;
// An agent's entry has a fee and the creators' part in place of gross revenue and its expense.
const ofAgent = `EXISTS (SELECT 1 FROM books.posting f WHERE f.entry_id = e.entry_id AND f.account = '4020')`;
const toCreators = `left(p.account, 4) IN ('2100', '2110') AND ${ofAgent}`;
const revenue = `-sum(p.amount_micros) AS micros FROM ${batchLines} AND (p.account IN ('4010', '4020') OR (${toCreators}))`;
const shared = `sum(CASE p.account WHEN '5010' THEN p.amount_micros ELSE -p.amount_micros END) AS micros
    FROM ${batchLines} AND (p.account = '5010' OR (${toCreators}))`;
const paid = `sum(p.amount_micros) AS micros FROM ${batchLines} AND left(p.account, 4) IN ('2020', '1110')`;

// One statement a report; the keys are those that whoever reads the reports gives.
const ledger = `
  SELECT 'revenue-by-day ' || ${monthOf} AS key, NULL AS opens, currency, 1 AS n, ${revenue} GROUP BY 1, 3
  UNION ALL SELECT 'revenue-by-day shared ' || ${monthOf}, NULL, currency, 1, ${shared} GROUP BY 1, 3
  UNION ALL SELECT 'revenue-by-day ' || wire_id('acc', a.account_id), NULL, p.currency, 1, sum(p.amount_micros)
    FROM books.entry e JOIN books.posting p USING (entry_id)
    JOIN campaign a ON a.campaign_id = row_id(e.meta ->> 'campaign')
    WHERE e.kind = 'batch' AND left(p.account, 4) IN ('2020', '1110') GROUP BY 1, 3
  UNION ALL SELECT 'revenue-by-day ' || (e.meta ->> 'campaign'), NULL, currency, 1, ${paid} GROUP BY 1, 3
  UNION ALL SELECT 'advertiser-performance ' || (e.meta ->> 'campaign'), NULL, currency, 1, ${paid} GROUP BY 1, 3
  UNION ALL SELECT 'advertiser-performance by creative', NULL, currency, 1, ${revenue} GROUP BY 1, 3
  UNION ALL SELECT 'flywheel spend', NULL, currency, 1, ${revenue} GROUP BY 1, 3
  UNION ALL SELECT 'creator-earnings ' || split_part(p.account, ':', 2), NULL, currency, 1, -sum(p.amount_micros)
    FROM ${batchLines} AND left(p.account, 4) = '2110' GROUP BY 1, 3
  UNION ALL SELECT 'ledger-by-account ' || p.account, NULL, currency, 1, sum(p.amount_micros) FROM books.posting p GROUP BY 1, 3`;

// Of what the ledger has, the rows that were asked for on screen; more than those nobody showed. A month or account without money is 0.
const asked = `SELECT l.* FROM (${ledger}) l WHERE l.micros <> 0
  AND (l.key NOT LIKE 'creator-earnings %' OR l.key IN (SELECT key FROM jsonb_to_recordset($1::jsonb) AS s(key text)))`;
const withMoney = (sql: string) => `SELECT * FROM (${sql}) s WHERE micros <> 0`;

/** What people see of revenue, on screens and in files, against the ledger. */
export const ladderOfReports: readonly LadderQuestion[] = [
  {
    name: 'screens',
    left: 'amounts on the screens of reports',
    right: 'the same in the ledger',
    leftSql: withMoney(shown('screen')),
    rightSql: asked,
  },
  {
    name: 'files',
    left: "amounts in the reports' CSV files, read again",
    right: 'the same in the ledger',
    leftSql: withMoney(shown('file')),
    rightSql: asked,
  },
];
