/** How big the site is; everything else follows from it. `start` and `end` are ISO instants. */
export type SiteSize = { viewers: number; impressions: number; events: number; start: string; end: string };

/** A stable draw below `bound` from a row's number and a word, so that two runs stand the same site. */
const drawFunction = `
CREATE OR REPLACE FUNCTION pg_temp.draw(n bigint, word text, bound bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
  AS $$ SELECT (('x' || substr(md5(n || word), 1, 12))::bit(48)::bigint) % bound $$;
CREATE OR REPLACE FUNCTION pg_temp.made(word text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(word || n)::uuid $$;
`;

const people = (size: SiteSize): string => `
INSERT INTO identity (viewer_key, platform_id, purposes, country, data_key, joined_at, updated_at)
  SELECT pg_temp.made('viewer', n), 'viewer-' || n, CASE WHEN pg_temp.draw(n, 'consent',
    10) = 0 THEN '{ads}' ELSE '{analytics,ads}' END::text[],
         CASE WHEN pg_temp.draw(n, 'country', 100) < 60 THEN 'DE' WHEN pg_temp.draw(n, 'country', 100) < 90 THEN 'US'
              ELSE (ARRAY['FR', 'NO', 'PT', 'IE'])[1 + pg_temp.draw(n, 'rare', 4)] END,
         '\\x00', '${size.start}', '${size.start}'
    FROM generate_series(1, ${size.viewers}) n;
INSERT INTO creator (creator_id, platform_id, display_name, joined_at, updated_at)
  SELECT pg_temp.made('creator', n), 'creator-' || n, 'Creator ' || n, '${size.start}', '${size.start}' FROM generate_series(0, 7) n;
INSERT INTO content (content_id, platform_id, creator_id, kind, title, published_at, updated_at)
  SELECT pg_temp.made('content', n), 'content-' || n, pg_temp.made('creator', n % 8), 'post',
    CASE n WHEN 8 THEN '=Post' ELSE 'Post ' || n END,
         '${size.start}', '${size.start}'
    FROM generate_series(0, 39) n;
`;

const campaigns = (size: SiteSize): string => `
INSERT INTO ad_account (account_id, name, domain, currency, created_at)
  SELECT pg_temp.made('account', n), 'Advertiser ' || n, 'a' || n || '.example', 'USD', '${size.start}' FROM generate_series(0, 2) n;
INSERT INTO campaign (campaign_id, account_id, name, objective, configured_status, lifetime_budget_micros, starts_at, created_at,
  updated_at)
  SELECT pg_temp.made('campaign', n), pg_temp.made('account', n % 3), 'Campaign ' || n, 'reach', 'active', 1000000000000,
         '${size.start}', '${size.start}', '${size.start}' FROM generate_series(0, 5) n;
`;

const deliveries = (size: SiteSize): string => `
CREATE TEMP TABLE shown ON COMMIT DROP AS
  SELECT n, n % 6 AS campaign, pg_temp.draw(n, 'ad', 2) AS ad, pg_temp.draw(n, 'content', 44) AS content,
         pg_temp.made('viewer', 1 + pg_temp.draw(n, 'viewer', ${size.viewers})) AS viewer, pg_temp.draw(n, 'reason', 40) = 0 AS robot,
         '${size.start}'::timestamptz + (extract(epoch FROM '${size.end}'::timestamptz - '${size.start}'::timestamptz)
           * pg_temp.draw(n, 'at', 1000000007) / 1000000007.0) * interval '1 second' AS at,
         1000 + pg_temp.draw(n, 'price', 7001) AS price, (ARRAY['phone', 'desktop', 'tablet'])[1 + pg_temp.draw(n, 'device',
           3)] AS device,
         (ARRAY['DE', 'US', 'FR'])[1 + pg_temp.draw(n, 'place', 3)] AS country
    FROM generate_series(1, ${size.impressions}) n;
ALTER TABLE shown ADD imp_id uuid, ADD content_id uuid, ADD creator_id uuid;
UPDATE shown SET imp_id = (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || right(md5(n::text), 19))::uuid,
                 content_id = CASE WHEN content < 40 THEN pg_temp.made('content', content) END,
                 creator_id = CASE WHEN content < 40 THEN pg_temp.made('creator', content % 8) END;
INSERT INTO delivery_fact (campaign_id, imp_id, kind, billable, bucket, reason, account_id, ad_set_id, ad_id, creative_id,
  content_id, creator_id, placement,
                           country, device, occurred_at, accepted_at)
  SELECT pg_temp.made('campaign', campaign), imp_id, kind, kind = 'impression', date_trunc('minute', at),
    CASE WHEN robot THEN 647 ELSE 0 END,
         pg_temp.made('account', campaign % 3), pg_temp.made('set', campaign), pg_temp.made('ad', campaign * 2 + ad),
           pg_temp.made('creative', campaign),
         content_id, creator_id, 'feed', country, device, at, at
    FROM shown, unnest(ARRAY['impression', 'viewable', 'click']) AS kind
   WHERE kind = 'impression' OR (kind = 'viewable' AND pg_temp.draw(n, kind, 10) < 6) OR (kind = 'click' AND pg_temp.draw(n, kind,
     100) < 4);
INSERT INTO delivery_viewer (imp_id, viewer_key) SELECT imp_id, viewer FROM shown;
INSERT INTO charge (campaign_id, imp_id, kind, bucket, account_id, ad_set_id, ad_id, creative_id, content_id, creator_id,
  placement, country,
                    currency, price_micros, quoted_micros, price_model, rule_version, reason, occurred_at, accepted_at)
  SELECT pg_temp.made('campaign', campaign), imp_id, 'impression', date_trunc('minute', at), pg_temp.made('account', campaign % 3),
         pg_temp.made('set', campaign), pg_temp.made('ad', campaign * 2 + ad), pg_temp.made('creative', campaign), content_id,
           creator_id, 'feed', country,
         'USD', CASE WHEN robot THEN 0 ELSE price END, price, 'cpm', 1, CASE WHEN robot THEN 647 ELSE 0 END, at, at
    FROM shown;
`;

const events = (size: SiteSize): string => `
SELECT ensure_event_days(ARRAY(SELECT day::date FROM generate_series('${size.start}'::timestamptz, '${size.end}',
  interval '1 day') AS day));
INSERT INTO engagement_event (viewer_key, event_id, at, kind, content_id, creator_id, dwell_ms, device, source, batch_id, accepted_at)
  SELECT pg_temp.made('viewer', 1 + pg_temp.draw(n, 'who', ${size.viewers})), 'event-' || n, at, kind, pg_temp.made('content', content),
         CASE WHEN n % 2 = 0 THEN pg_temp.made('creator', content % 8) END, CASE WHEN kind = 'view' THEN pg_temp.draw(n, 'dwell',
           9000) END,
         (ARRAY['phone', 'desktop'])[1 + pg_temp.draw(n, 'on', 2)], 'api', pg_temp.made('batch', n % 30), at
    FROM (SELECT n, pg_temp.draw(n, 'what', 40) AS content, (ARRAY['view', 'view', 'view', 'like', 'comment', 'share', 'save',
      'follow'])[1 + pg_temp.draw(n, 'kind', 8)] AS kind,
                 '${size.start}'::timestamptz + (extract(epoch FROM '${size.end}'::timestamptz - '${size.start}'::timestamptz)
                   * pg_temp.draw(n, 'when', 1000000007) / 1000000007.0) * interval '1 second' AS at
            FROM generate_series(1, ${size.events}) n) AS drawn;
INSERT INTO ingest_batch (batch_id, source, accepted_at, received, stored, quarantined, duplicate)
  SELECT pg_temp.made('batch', n), CASE WHEN n % 2 = 0 THEN 'api' ELSE 'import' END,
    '${size.start}'::timestamptz + n * interval '20 hours', 100 + n, 90, n, 10
    FROM generate_series(0, 29) n;
`;

/** Every statement that stands the site, in order; one transaction runs them. */
export const siteRows = (size: SiteSize): readonly string[] => [
  drawFunction,
  people(size),
  campaigns(size),
  deliveries(size),
  events(size),
];
