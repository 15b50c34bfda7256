/** The one way into the books: books.post as it stands since an entry is ended once. */
export const booksPostOnce = `
/*
 entries: [{entry_id, key, payload_sha256 (hex), kind, effective_at, relates_to, reason, actor, rule_version, meta}]
 postings: [{entry_id, line, account, currency, amount_micros (text)}]
 Returns for each key the entry that stands under it, and whether this call made it. The same key with another payload is refused
 (FW002), so is a closed month (FW003), and a second end of an entry (FW005); an account of 2010 to 2140 that would fall into
 debit is refused by its CHECK.
*/
CREATE OR REPLACE FUNCTION books.post(entries jsonb, postings jsonb) RETURNS TABLE (key text, entry_id uuid, fresh boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = books, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  offered books.entry[];
  made uuid[];
  lines books.posting[];
  offender text;
BEGIN
  SELECT array_agg(ROW(e.entry_id, e.key, decode(e.payload_sha256, 'hex'), e.kind, e.effective_at, clock_timestamp(), pg_current_xact_id(),
      e.relates_to, e.reason, e.actor, e.rule_version, coalesce(e.meta, '{}'))::books.entry ORDER BY e.key)
    INTO offered
    FROM jsonb_to_recordset(entries) AS e(entry_id uuid, key text, payload_sha256 text, kind text, effective_at date,
      relates_to uuid, reason text, actor text, rule_version integer, meta jsonb);
  -- A statement of its own: what follows sees a close that this waited for.
  PERFORM pg_advisory_xact_lock_shared(7002, month)
    FROM (SELECT DISTINCT books.month_number(o.effective_at) AS month FROM unnest(offered) o ORDER BY 1) months;

  WITH added AS (INSERT INTO books.entry SELECT * FROM unnest(offered) ON CONFLICT DO NOTHING RETURNING entry_id)
    SELECT coalesce(array_agg(a.entry_id), '{}') INTO made FROM added a;
  SELECT o.key INTO offender FROM unnest(offered) o JOIN books.entry e ON e.key = o.key WHERE e.payload_sha256 <> o.payload_sha256 LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'the key % stands for another entry', offender USING ERRCODE = 'FW002'; END IF;
  -- Nothing stands under the key: the entry it would have ended is ended by another.
  SELECT o.key INTO offender FROM unnest(offered) o WHERE NOT EXISTS (SELECT 1 FROM books.entry e WHERE e.key = o.key) LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'what % would end is ended already', offender USING ERRCODE = 'FW005'; END IF;
  SELECT o.key INTO offender FROM unnest(offered) o JOIN books.period p ON p.period = to_char(o.effective_at, 'YYYY-MM')
    WHERE o.entry_id = ANY (made) AND p.state = 'closed' LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'the month of % is closed', offender USING ERRCODE = 'FW003'; END IF;

  SELECT array_agg(ROW(p.entry_id, p.line, p.account, p.currency, p.amount_micros)::books.posting) INTO lines
    FROM jsonb_to_recordset(postings) AS p(entry_id uuid, line smallint, account text, currency char(3), amount_micros bigint)
    WHERE p.entry_id = ANY (made);
  INSERT INTO books.posting SELECT * FROM unnest(lines);
  INSERT INTO books.balance (account, currency, guard)
    SELECT DISTINCT l.account, l.currency, CASE WHEN left(l.account, 4) BETWEEN '2010' AND '2140' THEN -1 ELSE 0 END
    FROM unnest(lines) l ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
  -- Rows are locked in one order by everyone: two posters never wait for each other.
  PERFORM 1 FROM books.balance b
    WHERE (b.account, b.currency) IN (SELECT l.account, l.currency FROM unnest(lines) l)
    ORDER BY b.account, b.currency FOR UPDATE;
  UPDATE books.balance b SET balance_micros = b.balance_micros + moved.amount_micros
    FROM (SELECT l.account, l.currency, sum(l.amount_micros)::bigint AS amount_micros FROM unnest(lines) l GROUP BY 1, 2) moved
    WHERE b.account = moved.account AND b.currency = moved.currency;
  RETURN QUERY SELECT e.key, e.entry_id, e.entry_id = ANY (made) FROM unnest(offered) o JOIN books.entry e ON e.key = o.key;
END $$;
`;
