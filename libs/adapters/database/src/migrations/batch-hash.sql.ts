/** Versions of what a batch's hash is taken over. A batch says its own; a new field means a new version, and old batches still verify. */
export const batchHash = `
ALTER FUNCTION charge_preimage(charge) RENAME TO charge_preimage_1;

-- Every billing field of a charge, in one order for ever: those of version 1, then invalid traffic and the token's key.
CREATE FUNCTION charge_preimage(c charge) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT record_send(ROW(c.campaign_id, c.imp_id, convert_to(c.kind, 'UTF8'), convert_to(c.ref, 'UTF8'), c.bucket,
    c.account_id, c.ad_set_id, c.ad_id, c.creative_id, c.content_id, c.creator_id, c.decision_id,
    convert_to(c.placement, 'UTF8'), convert_to(c.country::text, 'UTF8'),
    convert_to(c.currency::text, 'UTF8'), c.price_micros, c.quoted_micros, convert_to(c.price_model, 'UTF8'), c.rule_version, c.lease_id,
    c.reason, c.occurred_at, c.accepted_at, convert_to(c.ivt_state, 'UTF8'), convert_to(c.token_kid, 'UTF8'))) $$;

/*
 SHA-256 over the members of a batch as its version says, sorted by key. Version 1: over all of them at once. Version 2: over parts of
 250,000 members, a gigabyte being the most that Postgres keeps in one value; of several parts over their digests in order.
*/
CREATE FUNCTION batch_sha256(at timestamptz, of_campaign uuid, version smallint) RETURNS bytea LANGUAGE sql STABLE AS $$
  WITH part AS (
    SELECT sha256(string_agg(CASE version WHEN 1 THEN charge_preimage_1(whole) ELSE charge_preimage(whole) END, ''::bytea
        ORDER BY imp_id, kind, ref)) AS digest, n
    FROM (SELECT c AS whole, imp_id, kind, ref,
            CASE version WHEN 1 THEN 0 ELSE (row_number() OVER (ORDER BY imp_id, kind, ref) - 1) / 250000 END AS n
          FROM charge c WHERE bucket = at AND campaign_id = of_campaign) member
    GROUP BY n)
  SELECT CASE count(*) WHEN 1 THEN (array_agg(digest))[1] ELSE sha256(string_agg(digest, ''::bytea ORDER BY n)) END FROM part $$;
`;
