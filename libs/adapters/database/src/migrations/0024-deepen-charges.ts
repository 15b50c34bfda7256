import type { MigrationInterface, QueryRunner } from 'typeorm';
import { batchHash } from './batch-hash.sql.ts';

/** What a charge says of its token and its traffic, whose it was, hashes with a version, and accounts that pay afterwards. */
export class DeepenCharges1700000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(charges);
    await runner.query(batchHash);
    await runner.query(credit);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const charges = `
-- token_kid: the key that signed the token it came with; null where the platform itself told of it.
-- ivt_state: invalid traffic as it was known when it was accepted; what is found later becomes a credit, never an edit.
ALTER TABLE charge
  ADD token_kid text,
  ADD ivt_state text NOT NULL DEFAULT 'none' CHECK (ivt_state IN ('none', 'general', 'sophisticated'));

-- 1: charge_preimage_1 over all members at once; 2: charge_preimage, in parts. See batch_sha256.
ALTER TABLE batch ADD hash_version smallint NOT NULL DEFAULT 1;
ALTER TABLE batch ALTER hash_version SET DEFAULT 2;

-- Who caused a paid charge, for pools that follow each person's money; never hashed; gone with an erasure, or with its month's appeals.
CREATE TABLE charge_viewer (
  imp_id uuid PRIMARY KEY,
  viewer_key uuid NOT NULL
) PARTITION BY RANGE (imp_id);
CREATE INDEX ON charge_viewer (viewer_key);
CREATE TABLE charge_viewer_rest PARTITION OF charge_viewer DEFAULT;
INSERT INTO charge_viewer (imp_id, viewer_key)
  SELECT imp_id, viewer_key FROM delivery_viewer v WHERE EXISTS (SELECT 1 FROM charge c WHERE c.imp_id = v.imp_id AND c.price_micros > 0);

/*
 Drops the monthly partitions of a table partitioned by UUIDv7 whose impressions were all made before that moment, and deletes such rows
 from the default partition. Returns the names of what was dropped.
*/
CREATE FUNCTION drop_month_partitions(parent text, before timestamptz) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  child text;
  dropped text[] := '{}';
  bound uuid := (lpad(to_hex((extract(epoch FROM before) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;
BEGIN
  FOR child IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = parent::regclass AND c.relname ~ ('^' || parent || '_\\d{4}_\\d{2}$')
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before AT TIME ZONE 'UTC' ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE %I', child);
    dropped := dropped || child;
  END LOOP;
  EXECUTE format('DELETE FROM %I WHERE imp_id < $1', parent || '_rest') USING bound;
  RETURN dropped;
END $$;
`;

const credit = `
-- postpaid: charges become a claim on the account (1110) instead of a draw on money set aside (2020), up to its limit.
ALTER TABLE ad_account ADD funding text NOT NULL DEFAULT 'prepaid' CHECK (funding IN ('prepaid', 'postpaid'));
-- How the campaign was paid when it was made; it stays so, whatever its account does later.
ALTER TABLE campaign ADD funding text NOT NULL DEFAULT 'prepaid' CHECK (funding IN ('prepaid', 'postpaid'));
CREATE FUNCTION keep_funding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'how a campaign is paid is settled when it is made'; END $$;
CREATE TRIGGER funding_stays BEFORE UPDATE OF funding ON campaign FOR EACH ROW WHEN (OLD.funding <> NEW.funding)
  EXECUTE FUNCTION keep_funding();
COMMENT ON COLUMN budget.campaign_id IS 'the campaign; of the window credit the account';
-- The account whose credit the lease was taken from too; null: all its money was set aside before.
ALTER TABLE budget_lease ADD credit_account_id uuid;
CREATE INDEX ON budget_lease (credit_account_id) WHERE state = 'open' AND credit_account_id IS NOT NULL;
`;
