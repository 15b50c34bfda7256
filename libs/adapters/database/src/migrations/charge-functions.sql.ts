/** What charging and sealing compute in the database: the preimage of a batch's hash, and monthly partitions by UUIDv7 range. */
export const chargeFunctions = `
-- A field with its length in front: no two rows share a preimage. Absent is length -1.
CREATE FUNCTION with_length(field text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN field IS NULL THEN int4send(-1) ELSE int4send(octet_length(field)) || convert_to(field, 'UTF8') END $$;
CREATE FUNCTION exact_time(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (extract(epoch FROM at) * 1000000)::bigint::text $$;
-- Every billing field of a charge, in one order for ever.
CREATE FUNCTION charge_preimage(c charge) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT with_length(c.campaign_id::text) || with_length(c.imp_id::text) || with_length(c.kind) || with_length(c.ref)
    || with_length(exact_time(c.bucket)) || with_length(c.account_id::text) || with_length(c.ad_set_id::text) || with_length(c.ad_id::text)
    || with_length(c.creative_id::text) || with_length(c.content_id::text) || with_length(c.creator_id::text)
    || with_length(c.decision_id::text) || with_length(c.placement) || with_length(c.country::text) || with_length(c.currency::text)
    || with_length(c.price_micros::text) || with_length(c.quoted_micros::text) || with_length(c.price_model)
    || with_length(c.rule_version::text) || with_length(c.lease_id::text) || with_length(c.reason::text)
    || with_length(exact_time(c.occurred_at)) || with_length(exact_time(c.accepted_at)) $$;

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
