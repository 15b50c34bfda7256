import { batchKey, batchLines, batchName, type LadderQuestion } from './ladder-question.ts';

const newest = '(SELECT DISTINCT ON (bucket, campaign_id) * FROM batch ORDER BY bucket, campaign_id, gen DESC) newest';
const sealed = 'bucket <= (SELECT max(bucket) FROM sealed_bucket)';
const ofCampaign = `wire_id('cmp', campaign_id) AS opens`;
const ofEntry = `wire_id('ent', entry_id)`;
const paid = `left(p.account, 4) IN ('2020', '1110')`;

/** From charges to the entries of their batches. */
export const ladderOfCharges: readonly LadderQuestion[] = [
  {
    name: 'lease spend',
    left: 'money charged, by lease',
    right: 'money drawn from budget leases',
    leftSql: `SELECT 'lease ' || coalesce(lease_id::text, 'none') AS key, wire_id('cmp', min(campaign_id::text)::uuid) AS opens, currency,
        1 AS n, sum(price_micros) AS micros FROM charge GROUP BY lease_id, currency HAVING sum(price_micros) > 0`,
    rightSql: `SELECT 'lease ' || lease_id AS key, ${ofCampaign}, currency, 1 AS n, spent_micros AS micros
      FROM budget_lease JOIN campaign USING (campaign_id) JOIN ad_account USING (account_id) WHERE spent_micros > 0`,
  },
  {
    name: 'budgets',
    left: "money leased out of each budget's window",
    right: 'money granted in its leases; of an account that pays afterwards, less what it has paid',
    leftSql: `SELECT wire_id(CASE time_window WHEN 'credit' THEN 'acc' ELSE 'cmp' END, campaign_id) || ' ' || time_window AS key,
        CASE WHEN time_window <> 'credit' THEN wire_id('cmp', campaign_id) END AS opens, currency, 1 AS n, leased_micros AS micros
      FROM budget WHERE leased_micros > 0`,
    rightSql: `SELECT wire_id('cmp', campaign_id) || ' ' || time_window AS key, ${ofCampaign}, currency, 1 AS n,
        sum(granted_micros) AS micros
      FROM budget_lease CROSS JOIN unnest(time_windows) AS time_window
      JOIN campaign USING (campaign_id) JOIN ad_account USING (account_id)
      GROUP BY campaign_id, time_window, currency HAVING sum(granted_micros) > 0
      UNION ALL SELECT account || ' credit', NULL, currency, 1, sum(micros) FROM (
        SELECT wire_id('acc', credit_account_id) AS account, currency, granted_micros AS micros
          FROM budget_lease JOIN ad_account ON account_id = credit_account_id
        UNION ALL SELECT split_part(p.account, ':', 2), currency, p.amount_micros
          FROM books.entry e JOIN books.posting p USING (entry_id) LEFT JOIN books.entry back ON back.entry_id = e.relates_to
          WHERE p.account LIKE '1100:%' AND (e.kind = 'invoice-payment' OR (e.kind = 'reversal' AND back.kind = 'invoice-payment'))) part
      GROUP BY account, currency HAVING sum(micros) > 0`,
  },
  {
    name: 'batches',
    left: 'charges of sealed minutes',
    right: 'batches',
    leftSql: `SELECT ${batchKey} AS key, ${batchName('0')} AS opens, currency, count(*) AS n, sum(price_micros) AS micros
      FROM charge WHERE ${sealed} GROUP BY bucket, campaign_id, currency`,
    rightSql: `SELECT ${batchKey} AS key, ${batchName('gen')} AS opens, currency, rows AS n, amount_micros AS micros FROM ${newest}`,
  },
  {
    name: 'hashes',
    left: 'batches',
    right: 'batches whose charges hash to what was sealed',
    counts: true,
    leftSql: `SELECT ${batchKey} AS key, ${batchName('gen')} AS opens, 1 AS n FROM ${newest}`,
    rightSql: `SELECT ${batchKey} AS key, NULL AS opens, 1 AS n FROM ${newest}
      WHERE sha256 = batch_sha256(bucket, campaign_id, hash_version)`,
  },
  {
    name: 'minutes',
    left: 'charges in the batches of each minute',
    right: 'charges each sealed minute says it has',
    counts: true,
    leftSql: `SELECT to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') AS key, NULL AS opens, sum(rows) AS n
      FROM batch WHERE gen = 0 GROUP BY bucket`,
    rightSql: `SELECT to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') AS key, NULL AS opens, rows AS n
      FROM sealed_bucket WHERE rows > 0`,
  },
  {
    name: 'entries',
    left: 'batches with money',
    right: "their entries' debits of what campaigns hold or owe",
    leftSql: `SELECT coalesce(${ofEntry}, ${batchKey}) AS key, ${ofEntry} AS opens, currency, 1 AS n, amount_micros AS micros
      FROM batch WHERE amount_micros > 0`,
    rightSql: `SELECT ${ofEntry} AS key, ${ofEntry} AS opens, currency, count(*) AS n, sum(p.amount_micros) AS micros
      FROM ${batchLines} AND ${paid} GROUP BY entry_id, currency`,
  },
  {
    name: 'revenue',
    left: 'debits of what campaigns hold or owe, by batches',
    right: 'revenue credited (4010; as an agent 4020 and the pool)',
    leftSql: `SELECT ${ofEntry} AS key, ${ofEntry} AS opens, currency, 1 AS n, sum(p.amount_micros) AS micros
      FROM ${batchLines} AND ${paid} GROUP BY entry_id, currency`,
    rightSql: `SELECT ${ofEntry} AS key, ${ofEntry} AS opens, currency, 1 AS n,
        CASE WHEN bool_or(p.account = '4020') THEN -sum(p.amount_micros) FILTER (WHERE left(p.account, 4) IN ('4020', '2100', '2110'))
          ELSE -sum(p.amount_micros) FILTER (WHERE p.account = '4010') END AS micros
      FROM ${batchLines} AND left(p.account, 4) IN ('4010', '4020', '2100', '2110') GROUP BY entry_id, currency`,
  },
  {
    name: 'creators',
    left: "creators' shares of batch slices",
    right: "credits of creators' earnings (2110)",
    leftSql: `SELECT coalesce(wire_id('ent', b.entry_id), 'no entry') || ' ' || wire_id('crt', s.creator_id) AS key,
        wire_id('ent', b.entry_id) AS opens, s.currency, 1 AS n, sum(s.share_micros) AS micros
      FROM batch_slice s JOIN batch b USING (bucket, campaign_id, gen) WHERE s.creator_id IS NOT NULL
      GROUP BY b.entry_id, s.creator_id, s.currency HAVING sum(s.share_micros) <> 0`,
    rightSql: `SELECT ${ofEntry} || ' ' || split_part(p.account, ':', 2) AS key, ${ofEntry} AS opens, currency, 1 AS n,
        -sum(p.amount_micros) AS micros FROM ${batchLines} AND left(p.account, 4) = '2110' GROUP BY entry_id, p.account, currency`,
  },
];
