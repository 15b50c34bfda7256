/** What charging and sealing compute in the database: the preimage of a batch's hash, and monthly partitions by UUIDv7 range. */
export const chargeFunctions = `
-- Every billing field of a charge, in one order for ever. record_send writes each with its type and its length in front (-1 where it is
-- absent), so no two rows share a preimage; text goes in as UTF-8 bytes, whatever the client's encoding.
CREATE FUNCTION charge_preimage(c charge) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT record_send(ROW(c.campaign_id, c.imp_id, convert_to(c.kind, 'UTF8'), convert_to(c.ref, 'UTF8'), c.bucket,
    c.account_id, c.ad_set_id,
    c.ad_id, c.creative_id, c.content_id, c.creator_id, c.decision_id, convert_to(c.placement, 'UTF8'), convert_to(c.country::text, 'UTF8'),
    convert_to(c.currency::text, 'UTF8'), c.price_micros, c.quoted_micros, convert_to(c.price_model, 'UTF8'), c.rule_version, c.lease_id,
    c.reason, c.occurred_at, c.accepted_at)) $$;

/*
 The partition of one month of a table partitioned by UUIDv7. Does nothing where it exists, or where rows of that month already lie in
 the default partition (then they stay together there: a retry must meet its first copy). Returns whether the month has its own.
*/
CREATE FUNCTION ensure_month_partition(parent text, month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  child text := parent || to_char(month, '_YYYY_MM');
  low uuid := (lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;
  high uuid := (lpad(to_hex((extract(epoch FROM month + interval '1 month') * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;
  taken boolean;
BEGIN
  IF to_regclass(child) IS NOT NULL THEN RETURN true; END IF;
  PERFORM pg_advisory_xact_lock(7005, hashtext(parent));
  -- Read the catalogue itself: what to_regclass remembers may be older than the wait.
  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = child AND relispartition) THEN RETURN true; END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE imp_id >= $1 AND imp_id < $2)', parent || '_rest') INTO taken USING low, high;
  IF taken THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent, low, high);
  RETURN true;
END $$;
`;
