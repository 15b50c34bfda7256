/** What the books themselves refuse, whoever writes: unbalanced entries, entries of one line, and any change of the past. */
export const booksRules = `
-- At the commit, once an entry: at least two lines, and a sum of zero in every currency.
CREATE FUNCTION books.check_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = books, pg_catalog AS $$
DECLARE lines bigint; uneven text;
BEGIN
  SELECT sum(per.n), min(per.currency) FILTER (WHERE per.total <> 0) INTO lines, uneven
    FROM (SELECT currency, count(*) AS n, sum(amount_micros) AS total
      FROM books.posting WHERE entry_id = NEW.entry_id GROUP BY currency) per;
  IF lines IS NULL OR lines < 2 THEN
    RAISE EXCEPTION 'entry % has % lines', NEW.entry_id, coalesce(lines, 0) USING ERRCODE = 'FW001';
  END IF;
  IF uneven IS NOT NULL THEN RAISE EXCEPTION 'entry % does not sum to zero in %', NEW.entry_id, uneven USING ERRCODE = 'FW001'; END IF;
  RETURN NULL;
END $$;
-- Lines come in the transaction of their entry or never: the check above then sees all there will ever be.
CREATE FUNCTION books.refuse_late_lines() RETURNS trigger LANGUAGE plpgsql SET search_path = books, pg_catalog AS $$
DECLARE late uuid;
BEGIN
  SELECT a.entry_id INTO late FROM (SELECT DISTINCT entry_id FROM added) a LEFT JOIN books.entry e ON e.entry_id = a.entry_id
    WHERE e.xid IS DISTINCT FROM pg_current_xact_id() LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'entry % stands already and takes no more lines', late USING ERRCODE = 'FW004'; END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION books.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the books are append-only: correct by a reversal' USING ERRCODE = 'FW004'; END $$;

CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON books.entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION books.check_entry();
CREATE TRIGGER lines_in_time AFTER INSERT ON books.posting REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION books.refuse_late_lines();
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON books.entry FOR EACH STATEMENT EXECUTE FUNCTION books.refuse_change();
CREATE TRIGGER posting_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON books.posting FOR EACH STATEMENT EXECUTE FUNCTION books.refuse_change();
`;
