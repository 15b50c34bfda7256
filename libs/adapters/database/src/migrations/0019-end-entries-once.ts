import type { MigrationInterface, QueryRunner } from 'typeorm';
import { booksPostOnce } from './books-post-once.sql.ts';

/** What an entry began is ended once; reversals mirror; every liability is guarded; balances of the past can be asked for. */
export class EndEntriesOnce1700000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(rules);
    await runner.query(booksPostOnce);
    await runner.query(balancesAsOf);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const rules = `
ALTER TABLE books.entry ADD CONSTRAINT kind_is_known CHECK (kind IN (
  'top-up', 'psp-settlement', 'unmatched-money', 'matched-money', 'promo-grant', 'promo-expiry', 'hold', 'release', 'batch', 'invoice',
  'invoice-payment', 'bad-debt', 'ivt-credit', 'make-good', 'refund-request', 'refund-paid', 'refund-failed', 'chargeback', 'breakage',
  'pool-allocation', 'maturing', 'creator-hold', 'creator-lift', 'clawback', 'offset', 'creator-grant', 'payout', 'payout-paid',
  'payout-failed', 'payout-returned', 'tax-remittance', 'month-close', 'reinvestment', 'reinvestment-spend', 'conversion', 'revaluation',
  'reversal'));
-- A request is paid, fails or is reversed; nothing is reversed twice. Whoever comes second, also at the same moment, is refused.
CREATE UNIQUE INDEX entry_ends_once ON books.entry (relates_to) WHERE kind IN
  ('reversal', 'refund-paid', 'refund-failed', 'payout-paid', 'payout-failed', 'payout-returned', 'matched-money');
CREATE INDEX entry_relates ON books.entry (relates_to) WHERE relates_to IS NOT NULL;
-- Whatever we owe others is guarded, in every currency, whoever made the row.
ALTER TABLE books.balance ADD CONSTRAINT liabilities_are_guarded
  CHECK (guard = CASE WHEN left(account, 4) BETWEEN '2010' AND '2140' THEN -1 ELSE 0 END);

-- At the commit: a reversal is the mirror of the entry it names, account by account.
CREATE FUNCTION books.check_reversal() RETURNS trigger LANGUAGE plpgsql SET search_path = books, pg_catalog AS $$
BEGIN
  IF NEW.relates_to IS NULL OR EXISTS (SELECT 1 FROM books.posting WHERE entry_id IN (NEW.entry_id, NEW.relates_to)
      GROUP BY account, currency HAVING sum(amount_micros) <> 0) THEN
    RAISE EXCEPTION 'entry % is not the mirror of an entry', NEW.entry_id USING ERRCODE = 'FW001';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reversal_mirrors AFTER INSERT ON books.entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'reversal') EXECUTE FUNCTION books.check_reversal();
`;

const balancesAsOf = `
-- What stood on every account at the end of that day, as far as we had recorded it by that moment. NULL: no limit.
CREATE FUNCTION books.balances_as_of(effective_through date, recorded_until timestamptz)
RETURNS TABLE (account text, currency text, balance_micros bigint) LANGUAGE sql STABLE SET search_path = books, pg_catalog AS $$
  SELECT p.account, p.currency::text, sum(p.amount_micros)::bigint FROM books.posting p JOIN books.entry e USING (entry_id)
  WHERE (effective_through IS NULL OR e.effective_at <= effective_through) AND (recorded_until IS NULL OR e.recorded_at <= recorded_until)
  GROUP BY 1, 2
$$;
`;
