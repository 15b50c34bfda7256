/** A step of the ladder: what each side counts, in words, and the one statement that counts both from one snapshot. */
export type LadderQuestion = { name: string; left: string; right: string; sql: string };

const batchLines = `books.entry e JOIN books.posting p USING (entry_id) WHERE e.kind = 'batch'`;
// Money set aside for campaigns, and claims on accounts that pay afterwards.
const payers = `left(p.account, 4) IN ('2020', '1110')`;

/**
 * From what came in to what the books and reports say. Each statement returns left_n, right_n, left_micros, right_micros
 * (micros null where only rows are counted) and reads both sides from tables that different code writes.
 */
export const ladderQuestions: readonly LadderQuestion[] = [
  {
    name: 'received',
    left: 'events and beacons received',
    right: 'stored + quarantined + duplicate',
    sql: `SELECT coalesce(sum(received), 0) AS left_n, coalesce(sum(stored + quarantined + duplicate), 0) AS right_n FROM ingest_batch`,
  },
  {
    name: 'beacons',
    left: 'beacons counted as stored',
    right: 'delivery facts, and beacons that wait or were copies',
    sql: `SELECT (SELECT coalesce(sum(stored), 0) FROM ingest_batch WHERE source = 'beacon') AS left_n,
            (SELECT count(*) FROM delivery_fact) + (SELECT count(*) FROM pending_beacon WHERE outcome IS DISTINCT
              FROM 'counted') AS right_n`,
  },
  {
    name: 'charges',
    left: 'valid billable facts',
    right: 'charges billed, or free because the budget was used up',
    sql: `SELECT (SELECT count(*) FROM delivery_fact WHERE billable AND reason = 0) AS left_n,
            (SELECT count(*) FROM charge WHERE reason IN (0, 645)) AS right_n`,
  },
  {
    name: 'not billed',
    left: 'billable facts with a reason against them',
    right: 'charges at price 0 with the same reason',
    sql: `SELECT (SELECT count(*) FROM delivery_fact WHERE billable AND reason <> 0) AS left_n,
            (SELECT count(*) FROM charge c JOIN delivery_fact f USING (campaign_id, imp_id, kind, ref)
             WHERE c.reason NOT IN (0, 645) AND c.reason = f.reason AND c.price_micros = 0) AS right_n`,
  },
  {
    name: 'lease spend',
    left: 'money charged',
    right: 'money drawn from budget leases',
    sql: `SELECT 0 AS left_n, 0 AS right_n, (SELECT coalesce(sum(price_micros), 0) FROM charge) AS left_micros,
            (SELECT coalesce(sum(spent_micros), 0) FROM budget_lease) AS right_micros`,
  },
  {
    name: 'budgets',
    left: 'money leased out of lifetime budgets',
    right: 'money granted in their leases',
    sql: `SELECT 0 AS left_n, 0 AS right_n, (SELECT coalesce(sum(leased_micros), 0) FROM budget WHERE time_window = 'life') AS left_micros,
            (SELECT coalesce(sum(granted_micros), 0) FROM budget_lease WHERE 'life' = ANY (time_windows)) AS right_micros`,
  },
  {
    name: 'batches',
    left: 'charges of sealed minutes',
    right: 'batches',
    sql: `SELECT c.n AS left_n, b.n AS right_n, c.micros AS left_micros, b.micros AS right_micros
          FROM (SELECT count(*) AS n, coalesce(sum(price_micros), 0) AS micros FROM charge
                WHERE bucket <= (SELECT max(bucket) FROM sealed_bucket)) c,
               (SELECT coalesce(sum(rows), 0) AS n, coalesce(sum(amount_micros), 0) AS micros FROM batch) b`,
  },
  {
    name: 'entries',
    left: 'batches with money',
    right: "their entries' debits of campaign holds and of unbilled claims",
    sql: `SELECT b.n AS left_n, p.n AS right_n, b.micros AS left_micros, p.micros AS right_micros
          FROM (SELECT count(*) AS n, coalesce(sum(amount_micros), 0) AS micros FROM batch WHERE amount_micros > 0) b,
               (SELECT count(*) AS n, coalesce(sum(p.amount_micros), 0) AS micros FROM ${batchLines} AND ${payers}) p`,
  },
  {
    name: 'revenue',
    left: 'debits of campaign holds and of unbilled claims by batches',
    right: 'revenue credited (4010)',
    sql: `SELECT count(*) FILTER (WHERE ${payers}) AS left_n, count(*) FILTER (WHERE p.account = '4010') AS right_n,
            coalesce(sum(p.amount_micros) FILTER (WHERE ${payers}), 0) AS left_micros,
            coalesce(-sum(p.amount_micros) FILTER (WHERE p.account = '4010'), 0) AS right_micros FROM ${batchLines}`,
  },
  {
    name: 'creators',
    left: "creators' shares of batch slices",
    right: "credits of creators' earnings (2110)",
    sql: `SELECT 0 AS left_n, 0 AS right_n, (SELECT coalesce(sum(share_micros), 0)
      FROM batch_slice WHERE creator_id IS NOT NULL) AS left_micros,
            (SELECT coalesce(-sum(p.amount_micros), 0) FROM ${batchLines} AND left(p.account, 4) = '2110') AS right_micros`,
  },
  {
    name: 'reports',
    left: 'rows and amounts that reports read',
    right: 'rows of batches, revenue in the ledger',
    sql: `SELECT s.n AS left_n, (SELECT coalesce(sum(rows), 0) FROM batch) AS right_n, s.micros AS left_micros,
            (SELECT coalesce(-sum(p.amount_micros), 0) FROM ${batchLines} AND p.account = '4010') AS right_micros
          FROM (SELECT coalesce(sum(rows), 0) AS n, coalesce(sum(amount_micros), 0) AS micros FROM batch_slice) s`,
  },
  {
    name: 'trial balance',
    left: 'debits',
    right: 'credits',
    sql: `SELECT 0 AS left_n, 0 AS right_n, coalesce(sum(amount_micros) FILTER (WHERE amount_micros > 0), 0) AS left_micros,
            coalesce(-sum(amount_micros) FILTER (WHERE amount_micros < 0), 0) AS right_micros FROM books.posting`,
  },
  {
    name: 'balances',
    left: 'accounts and their debit balances, as kept',
    right: 'the same added up from postings',
    sql: `SELECT b.n AS left_n, p.n AS right_n, b.micros AS left_micros, p.micros AS right_micros
          FROM (SELECT count(*) AS n, coalesce(sum(balance_micros) FILTER (WHERE balance_micros > 0), 0) AS micros FROM books.balance) b,
               (SELECT count(*) AS n, coalesce(sum(micros) FILTER (WHERE micros > 0), 0) AS micros
                FROM (SELECT sum(amount_micros) AS micros FROM books.posting GROUP BY account, currency) x) p`,
  },
];
