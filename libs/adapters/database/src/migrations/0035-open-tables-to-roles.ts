import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Programs sign in as roles that own nothing: app writes and never alters what is final, reader only reads. */
export class OpenTablesToRoles1700000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ownersWork);
    await runner.query(openTo);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const ownersWork = `
-- Partitions are made by their first writer and must belong to the owner.
ALTER FUNCTION ensure_month_partition(text, date) SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION ensure_event_days(date[]) SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE EXECUTE ON FUNCTION ensure_month_partition(text, date), ensure_event_days(date[]), drop_month_partitions(text, timestamptz)
  FROM PUBLIC;

-- Which paid charges were whose may be forgotten; the charges may not.
CREATE FUNCTION forget_charge_viewers(before timestamptz) RETURNS text[] LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT drop_month_partitions('charge_viewer', before) $$;

-- Sets charges whose budget was used up to price 0, reason 645: only those that this transaction stored.
CREATE FUNCTION make_charges_free(campaigns uuid[], imps uuid[], kinds text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  freed integer;
BEGIN
  UPDATE charge c SET price_micros = 0, reason = 645
    FROM unnest(campaigns, imps, kinds) AS free(campaign_id, imp_id, kind)
    WHERE c.campaign_id = free.campaign_id AND c.imp_id = free.imp_id AND c.kind = free.kind AND c.ref = ''
      AND c.xmin = pg_current_xact_id()::xid;
  GET DIAGNOSTICS freed = ROW_COUNT;
  RETURN freed;
END $$;
REVOKE EXECUTE ON FUNCTION forget_charge_viewers(timestamptz), make_charges_free(uuid[], uuid[], text[]) FROM PUBLIC;
`;

const openTo = `
/*
 Called by the owner after each migration and restore, and as often as one likes. app: what the api and the worker need, which is neither
 to alter or delete a charge, a batch, an entry or a link of the chain, nor to make tables. reader: reports and auditors.
*/
CREATE FUNCTION open_to_role(role_name name, kind text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  part regclass;
BEGIN
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public, books FROM %I', role_name);
  EXECUTE format('GRANT USAGE ON SCHEMA public, books TO %I', role_name);
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA public, books TO %I', role_name);
  IF kind = 'reader' THEN
    -- Partitions and tables to come.
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public, books GRANT SELECT ON TABLES TO %I', role_name);
    RETURN;
  END IF;
  IF kind <> 'app' THEN RAISE EXCEPTION 'a role is app or reader, not %', kind; END IF;
  EXECUTE format('GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', role_name);
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', role_name);
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON migrations FROM %I', role_name);
  -- Final once written; what is written there is written through the table, so its partitions are closed altogether.
  EXECUTE format('REVOKE UPDATE, DELETE ON charge, batch, batch_slice, sealed_bucket, chain_link, chain_checkpoint, audit_event,
    reconciliation_run, reconciliation_step, reconciliation_claim FROM %I', role_name);
  FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'charge'::regclass LOOP
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %s FROM %I', part, role_name);
  END LOOP;
  EXECUTE format('GRANT EXECUTE ON FUNCTION ensure_month_partition(text, date), ensure_event_days(date[]),
    forget_charge_viewers(timestamptz), make_charges_free(uuid[], uuid[], text[]) TO %I', role_name);
  PERFORM books.open_to(role_name);
END $$;
REVOKE EXECUTE ON FUNCTION open_to_role(name, text) FROM PUBLIC;
`;
