/** What the books themselves refuse, whoever writes: unbalanced entries, entries of one line, and any change of the past. */
export const booksRules = `
CREATE FUNCTION books.check_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = books, pg_catalog AS $$
DECLARE lines integer;
BEGIN
  SELECT count(*) INTO lines FROM books.posting WHERE entry_id = NEW.entry_id;
  IF lines < 2 THEN RAISE EXCEPTION 'entry % has % lines', NEW.entry_id, lines USING ERRCODE = 'FW001'; END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION books.check_balance() RETURNS trigger LANGUAGE plpgsql SET search_path = books, pg_catalog AS $$
DECLARE uneven text;
BEGIN
  SELECT currency INTO uneven FROM books.posting WHERE entry_id = NEW.entry_id GROUP BY currency HAVING sum(amount_micros) <> 0 LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'entry % does not sum to zero in %', NEW.entry_id, uneven USING ERRCODE = 'FW001'; END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION books.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the books are append-only: correct by a reversal' USING ERRCODE = 'FW004'; END $$;

-- Deferred to the commit: lines of one entry may come in any order, a transaction as a whole may not end uneven.
CREATE CONSTRAINT TRIGGER entry_has_lines AFTER INSERT ON books.entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION books.check_entry();
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON books.posting DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION books.check_balance();
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON books.entry FOR EACH STATEMENT EXECUTE FUNCTION books.refuse_change();
CREATE TRIGGER posting_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON books.posting FOR EACH STATEMENT EXECUTE FUNCTION books.refuse_change();
`;
