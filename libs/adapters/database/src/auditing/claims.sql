-- What must be true of the tables, whatever wrote them: one query a claim. Each returns the rows against it, with a short reason;
-- no row is good. Plain SQL of PostgreSQL 14 or later, to be run by anyone who may read: psql -f claims.sql. It calls three functions
-- of the schema and nothing of the program: batch_sha256 (a batch's hash over its charges), wire_id and decision_of.

-- claim P1: every entry has two lines or more and sums to zero in each currency; every line has an entry
WITH per AS (
  SELECT entry_id, currency, count(*) AS n, sum(amount_micros) AS total FROM books.posting GROUP BY 1, 2
), line AS (
  SELECT entry_id, sum(n) AS n, string_agg(total || ' micros ' || currency, ', ' ORDER BY currency) FILTER (WHERE total <> 0) AS uneven
  FROM per GROUP BY 1
)
SELECT 'P1' AS claim, coalesce(e.key, l.entry_id::text) AS key,
  CASE WHEN e.entry_id IS NULL THEN 'lines of an entry that does not exist'
    WHEN l.uneven IS NULL THEN 'the entry has ' || coalesce(l.n, 0) || ' lines'
    ELSE 'the entry sums to ' || l.uneven END AS reason
FROM books.entry e FULL JOIN line l USING (entry_id)
WHERE e.entry_id IS NULL OR coalesce(l.n, 0) < 2 OR l.uneven IS NOT NULL;

-- claim P2: every balance is the sum of its postings, and every account with postings has one
SELECT 'P2' AS claim, coalesce(b.account, p.account) || ' ' || coalesce(b.currency, p.currency) AS key,
  'kept ' || coalesce(b.balance_micros::text, 'nothing') || ', postings sum to ' || coalesce(p.total, 0) AS reason
FROM books.balance b
FULL JOIN (SELECT account, currency, sum(amount_micros) AS total FROM books.posting GROUP BY 1, 2) p USING (account, currency)
WHERE b.balance_micros IS NULL OR b.balance_micros <> coalesce(p.total, 0);

-- claim P5: prepaid, held, pool and creator accounts are never in debit, and their balances are guarded
SELECT 'P5' AS claim, account || ' ' || currency AS key,
  CASE WHEN balance_micros > 0 THEN 'in debit by ' || balance_micros || ' micros' ELSE 'the balance has no guard' END AS reason
FROM books.balance WHERE left(account, 4) BETWEEN '2010' AND '2140' AND (balance_micros > 0 OR guard <> -1);

-- claim P6-lease: what was charged under a lease is what it says was spent, and no more than was granted
SELECT 'P6-lease' AS claim, coalesce(l.lease_id, c.lease_id)::text AS key,
  CASE WHEN l.lease_id IS NULL THEN c.charged || ' micros charged without a lease'
    WHEN l.spent_micros > l.granted_micros THEN 'spent ' || l.spent_micros || ' of ' || l.granted_micros || ' micros granted'
    WHEN c.strangers > 0 THEN c.strangers || ' charges of another campaign'
    ELSE 'says ' || l.spent_micros || ' micros spent, charged ' || coalesce(c.charged, 0) END AS reason
FROM budget_lease l
FULL JOIN (SELECT c.lease_id, sum(c.price_micros) AS charged,
             count(*) FILTER (WHERE c.price_micros > 0 AND c.campaign_id <> o.campaign_id) AS strangers
           FROM charge c LEFT JOIN budget_lease o USING (lease_id) GROUP BY 1) c USING (lease_id)
WHERE coalesce(l.spent_micros, 0) <> coalesce(c.charged, 0) OR l.spent_micros > l.granted_micros OR c.strangers > 0;

-- claim P6-cap: a budget's window has leased what its leases were granted, less what payments gave back to a credit, never more than its cap
SELECT 'P6-cap' AS claim,
  CASE coalesce(b.time_window, l.time_window) WHEN 'credit' THEN wire_id('acc', coalesce(b.campaign_id, l.owner_id))
    ELSE wire_id('cmp', coalesce(b.campaign_id, l.owner_id)) END || ' ' || coalesce(b.time_window, l.time_window) AS key,
  CASE WHEN b.campaign_id IS NULL THEN l.granted || ' micros granted out of a window that does not exist'
    WHEN b.leased_micros > b.cap_micros THEN 'leased ' || b.leased_micros || ' of a cap of ' || b.cap_micros
    ELSE 'leased ' || b.leased_micros || ', leases hold ' || coalesce(l.granted, 0) END AS reason
FROM budget b
FULL JOIN (SELECT owner_id, time_window, sum(micros) AS granted FROM (
             SELECT campaign_id AS owner_id, time_window, granted_micros AS micros FROM budget_lease CROSS JOIN unnest(time_windows) AS time_window
             UNION ALL SELECT credit_account_id, 'credit', granted_micros FROM budget_lease WHERE credit_account_id IS NOT NULL
             UNION ALL SELECT row_id(split_part(p.account, ':', 2)), 'credit', p.amount_micros
               FROM books.entry e JOIN books.posting p USING (entry_id) LEFT JOIN books.entry back ON back.entry_id = e.relates_to
               WHERE p.account LIKE '1100:%' AND (e.kind = 'invoice-payment' OR (e.kind = 'reversal' AND back.kind = 'invoice-payment'))) part
           GROUP BY 1, 2) l ON l.owner_id = b.campaign_id AND l.time_window = b.time_window
WHERE coalesce(b.leased_micros, 0) <> coalesce(l.granted, 0) OR b.leased_micros > b.cap_micros;

-- claim P6-closed: a closed lease keeps nothing back: what it was granted is what was spent
SELECT 'P6-closed' AS claim, lease_id::text AS key, 'closed with ' || granted_micros - spent_micros || ' micros unspent' AS reason
FROM budget_lease WHERE state = 'closed' AND granted_micros <> spent_micros;

-- claim P6-held: what deciders may still spend of a campaign paid ahead, and what waits to be sealed, is covered by the money held for it
SELECT 'P6-held' AS claim, wire_id('cmp', b.campaign_id) AS key,
  'leased and not booked ' || b.leased_micros - coalesce(s.booked, 0) || ' micros, held ' || coalesce(h.held, 0) AS reason
FROM budget b
LEFT JOIN (SELECT campaign_id, currency, sum(amount_micros) AS booked FROM batch GROUP BY 1, 2) s USING (campaign_id, currency)
LEFT JOIN (SELECT account, currency, -sum(amount_micros) AS held FROM books.posting WHERE account LIKE '2020:%' GROUP BY 1, 2) h
  ON h.account = '2020:' || wire_id('cmp', b.campaign_id) AND h.currency = b.currency
JOIN campaign c ON c.campaign_id = b.campaign_id AND c.funding = 'prepaid'
WHERE b.time_window = 'life' AND b.leased_micros - coalesce(s.booked, 0) > coalesce(h.held, 0);

-- claim P7-members: every charge of a sealed minute is in exactly one batch, and a batch holds nothing else
WITH member AS (
  SELECT bucket, campaign_id, account_id, currency, count(*) AS rows, sum(price_micros) AS micros
  FROM charge WHERE bucket <= (SELECT max(bucket) FROM sealed_bucket) GROUP BY 1, 2, 3, 4
), newest AS (
  SELECT DISTINCT ON (bucket, campaign_id) * FROM batch ORDER BY bucket, campaign_id, gen DESC
)
SELECT 'P7-members' AS claim,
  to_char(coalesce(b.bucket, m.bucket) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') || ' '
    || wire_id('cmp', coalesce(b.campaign_id, m.campaign_id)) AS key,
  CASE WHEN b.bucket IS NULL THEN m.rows || ' charges in no batch'
    WHEN m.bucket IS NULL THEN 'a batch of ' || b.rows || ' charges, none is there'
    ELSE 'the batch says ' || b.rows || ' charges of ' || b.amount_micros || ' micros, there are ' || m.rows || ' of ' || m.micros END AS reason
FROM newest b FULL JOIN member m USING (bucket, campaign_id, account_id, currency)
WHERE b.rows IS DISTINCT FROM m.rows OR b.amount_micros IS DISTINCT FROM m.micros;

-- claim P7-hash: the charges of a batch, where they are as many and as much as it says, hash to what was sealed
WITH member AS (
  SELECT bucket, campaign_id, count(*) AS rows, sum(price_micros) AS micros
  FROM charge WHERE bucket <= (SELECT max(bucket) FROM sealed_bucket) GROUP BY 1, 2
), newest AS (
  SELECT DISTINCT ON (bucket, campaign_id) * FROM batch ORDER BY bucket, campaign_id, gen DESC
), hashed AS (
  SELECT b.*, batch_sha256(bucket, campaign_id, hash_version) AS found
  FROM newest b JOIN member m USING (bucket, campaign_id) WHERE m.rows = b.rows AND m.micros = b.amount_micros
)
SELECT 'P7-hash' AS claim, to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') || ' ' || wire_id('cmp', campaign_id) AS key,
  'sealed ' || left(encode(sha256, 'hex'), 12) || '…, the charges give ' || left(encode(found, 'hex'), 12) || '…' AS reason
FROM hashed WHERE found <> sha256;

-- claim P7-entry: a batch with money has its one entry: hold or receivable paid, revenue and share as the batch says, the same hash
WITH line AS (
  SELECT e.entry_id, p.currency, e.key, e.meta ->> 'sha256' AS sha256,
    coalesce(sum(p.amount_micros) FILTER (WHERE left(p.account, 4) IN ('2020', '1110')), 0) AS paid,
    coalesce(-sum(p.amount_micros) FILTER (WHERE left(p.account, 4) = '4010'), 0) AS gross,
    coalesce(-sum(p.amount_micros) FILTER (WHERE left(p.account, 4) = '4020'), 0) AS fee,
    coalesce(sum(p.amount_micros) FILTER (WHERE left(p.account, 4) = '5010'), 0) AS share
  FROM books.entry e JOIN books.posting p USING (entry_id) WHERE e.kind = 'batch' GROUP BY 1, 2
)
SELECT 'P7-entry' AS claim,
  coalesce(l.key, to_char(b.bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') || ' ' || wire_id('cmp', b.campaign_id)) AS key,
  CASE WHEN b.bucket IS NULL THEN 'an entry of no batch'
    WHEN b.amount_micros = 0 THEN 'a batch without money has an entry'
    WHEN l.entry_id IS NULL THEN 'a batch of ' || b.amount_micros || ' micros has no entry'
    WHEN l.sha256 IS DISTINCT FROM encode(b.sha256, 'hex') THEN 'the entry names another hash'
    ELSE 'the batch says ' || b.amount_micros || ' of which shared ' || b.share_micros || ', the entry took ' || l.paid || ', earned '
      || l.gross + l.fee || ', shared ' || l.share END AS reason
FROM batch b FULL JOIN line l USING (entry_id, currency)
WHERE b.bucket IS NULL OR (b.amount_micros = 0) <> (b.entry_id IS NULL) OR (b.amount_micros > 0 AND (l.entry_id IS NULL
  OR l.sha256 IS DISTINCT FROM encode(b.sha256, 'hex') OR l.paid <> b.amount_micros
  OR (l.fee = 0 AND (l.gross <> b.amount_micros OR l.share <> b.share_micros))
  OR (l.fee <> 0 AND (l.gross <> 0 OR l.fee <> b.amount_micros - b.share_micros))));

-- claim P7-slices: what reports read of a batch by creator, post, place, creative and country sums to the batch
SELECT 'P7-slices' AS claim,
  to_char(coalesce(b.bucket, s.bucket) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') || ' '
    || wire_id('cmp', coalesce(b.campaign_id, s.campaign_id)) AS key,
  CASE WHEN b.bucket IS NULL THEN 'slices of no batch'
    ELSE 'the batch says ' || b.rows || ' charges, ' || b.amount_micros || ' micros, ' || b.share_micros || ' shared; slices '
      || coalesce(s.rows, 0) || ', ' || coalesce(s.micros, 0) || ', ' || coalesce(s.share, 0) END AS reason
FROM batch b
FULL JOIN (SELECT bucket, campaign_id, gen, currency, sum(rows) AS rows, sum(amount_micros) AS micros, sum(share_micros) AS share
           FROM batch_slice GROUP BY 1, 2, 3, 4) s USING (bucket, campaign_id, gen, currency)
WHERE b.rows IS DISTINCT FROM s.rows OR b.amount_micros IS DISTINCT FROM s.micros OR b.share_micros IS DISTINCT FROM s.share;

-- claim P7-minutes: a sealed minute says how many charges and how much its batches hold
SELECT 'P7-minutes' AS claim, to_char(coalesce(m.bucket, b.bucket) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') AS key,
  CASE WHEN m.bucket IS NULL THEN 'a batch of a minute that is not sealed'
    ELSE 'sealed with ' || m.rows || ' charges of ' || m.amount_micros || ' micros, batches hold ' || coalesce(b.rows, 0) || ' of '
      || coalesce(b.micros, 0) END AS reason
FROM sealed_bucket m
FULL JOIN (SELECT bucket, sum(rows) AS rows, sum(amount_micros) AS micros FROM batch WHERE gen = 0 GROUP BY 1) b USING (bucket)
WHERE m.rows IS DISTINCT FROM coalesce(b.rows, 0) OR m.amount_micros IS DISTINCT FROM coalesce(b.micros, 0);

-- claim minutes: sealed minutes follow each other without a gap, and none was sealed before it was over
SELECT 'minutes' AS claim, to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS key,
  CASE WHEN sealed_at < bucket + interval '1 minute' THEN 'sealed before it was over'
    ELSE 'the sealed minute before it is ' || to_char(before AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') END AS reason
FROM (SELECT bucket, sealed_at, lag(bucket) OVER (ORDER BY bucket) AS before FROM sealed_bucket) m
WHERE bucket - before <> interval '1 minute' OR sealed_at < bucket + interval '1 minute';

-- claim once: an impression is charged, and counted, once for each kind, whichever partition or campaign its row lies in
SELECT 'once' AS claim, imp_id || ' ' || kind || CASE ref WHEN '' THEN '' ELSE ' ' || ref END AS key, n || ' charges' AS reason
FROM (SELECT imp_id, kind, ref, count(*) AS n FROM charge GROUP BY 1, 2, 3 HAVING count(*) > 1) c
UNION ALL
SELECT 'once', imp_id || ' ' || kind || CASE ref WHEN '' THEN '' ELSE ' ' || ref END, n || ' facts'
FROM (SELECT imp_id, kind, ref, count(*) AS n FROM delivery_fact GROUP BY 1, 2, 3 HAVING count(*) > 1) f;

-- claim charged: every billable fact has its charge and every charge its fact, with the same minute, advertiser and reason
SELECT 'charged' AS claim, coalesce(c.imp_id, f.imp_id) || ' ' || coalesce(c.kind, f.kind) AS key,
  CASE WHEN c.imp_id IS NULL THEN 'a billable fact without a charge' WHEN f.imp_id IS NULL THEN 'a charge without a fact'
    WHEN c.bucket <> f.bucket OR c.account_id <> f.account_id THEN 'charge and fact differ in minute or advertiser'
    ELSE 'the fact says reason ' || f.reason || ', the charge ' || c.reason END AS reason
FROM charge c FULL JOIN (SELECT * FROM delivery_fact WHERE billable) f USING (campaign_id, imp_id, kind, ref)
WHERE c.imp_id IS NULL OR f.imp_id IS NULL OR c.bucket <> f.bucket OR c.account_id <> f.account_id
  OR NOT (c.reason = f.reason OR (f.reason = 0 AND c.reason = 645));

-- claim priced: a charge costs what was signed, or nothing and says why
SELECT 'priced' AS claim, imp_id || ' ' || kind AS key,
  'reason ' || reason || ', signed ' || quoted_micros || ', charged ' || price_micros AS reason
FROM charge WHERE price_micros <> CASE reason WHEN 0 THEN quoted_micros ELSE 0 END;

-- claim counts: received = stored + quarantined + duplicate for every batch that came in
SELECT 'counts' AS claim, wire_id('bat', batch_id) AS key,
  'received ' || received || ', accounted for ' || stored + quarantined + duplicate AS reason
FROM ingest_batch WHERE received <> stored + quarantined + duplicate;

-- claim counts-events: a batch's events are the rows it stored, less those of people who were erased
SELECT 'counts-events' AS claim, wire_id('bat', coalesce(b.batch_id, r.batch_id)) AS key,
  CASE WHEN b.batch_id IS NULL THEN r.n || ' events of a batch that was never counted'
    ELSE 'stored ' || b.stored || ', rows ' || coalesce(r.n, 0) || ', erased ' || b.erased_events || ', expired ' || b.expired_events
  END AS reason
FROM (SELECT * FROM ingest_batch WHERE source <> 'beacon') b
FULL JOIN (SELECT batch_id, count(*) AS n FROM engagement_event GROUP BY 1) r USING (batch_id)
WHERE coalesce(b.stored - b.erased_events - b.expired_events, 0) <> coalesce(r.n, 0);

-- claim counts-quarantine: what a batch set aside lies in quarantine, less that of people who were erased
SELECT 'counts-quarantine' AS claim, wire_id('bat', coalesce(b.batch_id, r.batch_id)) AS key,
  CASE WHEN b.batch_id IS NULL THEN r.n || ' rows of a batch that was never counted'
    ELSE 'set aside ' || b.quarantined || ', rows ' || coalesce(r.n, 0) || ', erased ' || b.erased_quarantine END AS reason
FROM ingest_batch b FULL JOIN (SELECT batch_id, count(*) AS n FROM quarantine GROUP BY 1) r USING (batch_id)
WHERE coalesce(b.quarantined - b.erased_quarantine, 0) <> coalesce(r.n, 0);

-- claim counts-beacons: beacons counted as stored are facts, or wait, or turned out to be copies
SELECT 'counts-beacons' AS claim, 'beacons' AS key, 'stored ' || stored || ', found ' || facts + waiting AS reason
FROM (SELECT (SELECT coalesce(sum(stored), 0) FROM ingest_batch WHERE source = 'beacon') AS stored,
        (SELECT count(*) FROM delivery_fact) AS facts,
        (SELECT count(*) FROM pending_beacon WHERE outcome IS DISTINCT FROM 'counted') AS waiting) n
WHERE stored <> facts + waiting;

-- claim outbox: every effect is done ten minutes after its cause, and none was given up
SELECT 'outbox' AS claim, topic || ' ' || outbox_id AS key,
  CASE WHEN next_at = 'infinity' THEN 'given up: ' || left(coalesce(last_error, 'no error kept'), 120)
    ELSE 'waits since ' || to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') END AS reason
FROM outbox WHERE done_at IS NULL AND (next_at = 'infinity' OR created_at < clock_timestamp() - interval '10 minutes');

-- claim P12-hash: the snapshot of a closed month hashes to what was kept with it (canonical JSON, keys in order of their bytes)
WITH part AS (
  SELECT period, key, CASE jsonb_typeof(value) WHEN 'array' THEN (
      SELECT '[' || coalesce(string_agg((
          SELECT '{' || string_agg(to_json(f.key)::text || ':' || f.value::text, ',' ORDER BY f.key COLLATE "C") || '}'
          FROM jsonb_each(m.value) f), ',' ORDER BY m.n), '') || ']'
      FROM jsonb_array_elements(value) WITH ORDINALITY AS m(value, n))
    ELSE value::text END AS text
  FROM books.period CROSS JOIN jsonb_each(snapshot) WHERE state = 'closed'
), canonical AS (
  SELECT period, sha256(convert_to('{' || string_agg(to_json(key)::text || ':' || text, ',' ORDER BY key COLLATE "C") || '}', 'UTF8')) AS sha256
  FROM part GROUP BY 1
)
SELECT 'P12-hash' AS claim, p.period AS key,
  'kept ' || coalesce(left(encode(p.snapshot_sha256, 'hex'), 12), 'no hash') || '…, the snapshot gives '
    || coalesce(left(encode(c.sha256, 'hex'), 12), 'nothing') || '…' AS reason
FROM books.period p LEFT JOIN canonical c USING (period)
WHERE p.state = 'closed' AND c.sha256 IS DISTINCT FROM p.snapshot_sha256;

-- claim P12-late: nothing was posted into a closed month: its movements are those of its snapshot
WITH snap AS (
  SELECT p.period, m ->> 'account' AS account, m ->> 'currency' AS currency, (m ->> 'amountMicros')::numeric AS micros
  FROM books.period p CROSS JOIN jsonb_array_elements(p.snapshot -> 'movements') AS m WHERE p.state = 'closed'
), moved AS (
  SELECT p.period, l.account, l.currency::text, sum(l.amount_micros) AS micros, max(e.recorded_at) AS recorded_at
  FROM books.period p
  JOIN books.entry e ON e.effective_at >= (p.period || '-01')::date AND e.effective_at < (p.period || '-01')::date + interval '1 month'
  JOIN books.posting l USING (entry_id) WHERE p.state = 'closed' AND e.kind <> 'month-close' GROUP BY 1, 2, 3
)
SELECT 'P12-late' AS claim, coalesce(s.period, m.period) || ' ' || coalesce(s.account, m.account) || ' ' || coalesce(s.currency, m.currency) AS key,
  'closed with ' || coalesce(s.micros, 0) || ' micros, now ' || coalesce(m.micros, 0) || ', last entry recorded '
    || coalesce(to_char(m.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'), 'never') AS reason
FROM snap s FULL JOIN moved m USING (period, account, currency)
WHERE coalesce(s.micros, 0) <> coalesce(m.micros, 0);

-- claim P12-carried: a closed month's entry carries exactly its snapshot's income and expenses to retained earnings
WITH snap AS (
  SELECT p.period, p.version, m ->> 'account' AS account, m ->> 'currency' AS currency, -(m ->> 'amountMicros')::numeric AS micros
  FROM books.period p CROSS JOIN jsonb_array_elements(p.snapshot -> 'movements') AS m
  WHERE p.state = 'closed' AND left(m ->> 'account', 1) IN ('4', '5')
), wanted AS (
  SELECT period, account, currency, micros FROM snap
  UNION ALL SELECT period, '3020', currency, -sum(micros) FROM snap GROUP BY 1, 2, 3
), carried AS (
  SELECT p.period, l.account, l.currency::text, sum(l.amount_micros) AS micros
  FROM books.period p JOIN books.entry e ON e.key LIKE 'close:' || p.period || ':%' JOIN books.posting l USING (entry_id)
  WHERE p.state = 'closed' AND NOT EXISTS (SELECT 1 FROM books.entry r WHERE r.kind = 'reversal' AND r.relates_to = e.entry_id)
  GROUP BY 1, 2, 3
)
SELECT 'P12-carried' AS claim, coalesce(w.period, c.period) || ' ' || coalesce(w.account, c.account) || ' ' || coalesce(w.currency, c.currency) AS key,
  'to carry ' || coalesce(w.micros, 0) || ' micros, carried ' || coalesce(c.micros, 0) AS reason
FROM wanted w FULL JOIN carried c USING (period, account, currency)
WHERE coalesce(w.micros, 0) <> coalesce(c.micros, 0);

-- claim reversed: an entry is reversed once at most, by its mirror image
WITH mirror AS (
  SELECT r.entry_id, r.key, r.relates_to, (SELECT count(*) FROM books.entry o WHERE o.kind = 'reversal' AND o.relates_to = r.relates_to) AS n
  FROM books.entry r WHERE r.kind = 'reversal'
)
SELECT 'reversed' AS claim, key,
  CASE WHEN relates_to IS NULL THEN 'a reversal of nothing' WHEN n > 1 THEN 'one of ' || n || ' reversals of one entry'
    ELSE 'not the mirror image of what it reverses' END AS reason
FROM mirror m
WHERE relates_to IS NULL OR n > 1 OR EXISTS (
  SELECT 1 FROM books.posting p WHERE p.entry_id IN (m.entry_id, m.relates_to)
  GROUP BY p.account, p.currency HAVING sum(p.amount_micros) <> 0);

-- claim P13: what creators' statements add up is what the books credited to each of them for the same batch
WITH stated AS (
  SELECT b.entry_id, '2110:' || wire_id('crt', s.creator_id) AS account, s.currency, sum(s.share_micros) AS micros
  FROM batch_slice s JOIN batch b USING (bucket, campaign_id, gen) WHERE s.creator_id IS NOT NULL AND s.share_micros <> 0 GROUP BY 1, 2, 3
), credited AS (
  SELECT entry_id, p.account, p.currency, -sum(p.amount_micros) AS micros
  FROM books.entry e JOIN books.posting p USING (entry_id) WHERE e.kind = 'batch' AND p.account LIKE '2110:%' GROUP BY 1, 2, 3
)
SELECT 'P13' AS claim, coalesce(s.account, c.account) || ' ' || coalesce(s.entry_id, c.entry_id)::text AS key,
  'statements say ' || coalesce(s.micros, 0) || ' micros, credited ' || coalesce(c.micros, 0) AS reason
FROM stated s FULL JOIN credited c USING (entry_id, account, currency)
WHERE coalesce(s.micros, 0) <> coalesce(c.micros, 0);

-- claim reinvested: a reinvestment run is its entry's debit of retained earnings, of the snapshot it names
SELECT 'reinvested' AS claim, r.period || ' ' || r.currency AS key,
  CASE WHEN p.snapshot_sha256 IS DISTINCT FROM r.snapshot_sha256 THEN 'of another snapshot than the month has'
    ELSE 'the run says ' || r.amount_micros || ' micros, the entry ' || coalesce(l.micros, 0) END AS reason
FROM books.reinvestment_run r
LEFT JOIN books.period p USING (period)
LEFT JOIN (SELECT entry_id, currency, sum(amount_micros) AS micros FROM books.posting WHERE account = '3020' GROUP BY 1, 2) l USING (entry_id, currency)
WHERE r.amount_micros IS DISTINCT FROM l.micros OR p.snapshot_sha256 IS DISTINCT FROM r.snapshot_sha256;
