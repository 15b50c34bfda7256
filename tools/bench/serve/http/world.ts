import { CreateApiKey } from '@flywheel/access';
import { copyInto, Database } from '@flywheel/database';
import { seededRandom, type Random } from '@flywheel/primitives';
import pg from 'pg';
import { bodyOf, bidOf, targetingOf, worldSize } from './world-shape.ts';

/** A world to decide in: how many campaigns it holds, a key that may ask, and request bodies for its viewers. */
export type World = { campaigns: number; key: string; bodies: string[] };

const rowsAtOnce = 20_000;
const bodies = 4000;
const now = '2026-01-01T00:00:00Z';

/**
 * Fills an empty migrated database with viewers, segments and `campaigns` launched campaigns of one ad each, ten to an account. Rows go in
 * by COPY with triggers off: nobody follows the configuration yet, and a history of it is not what is measured here.
 */
export async function makeWorld(url: string, campaigns: number): Promise<World> {
  const random = seededRandom(`serve world ${campaigns}`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query('SET synchronous_commit = off');
    await people(client);
    await advertisers(client, campaigns, random);
    await client.query('SET session_replication_role = origin');
    await client.query('UPDATE config_version SET version = version + 1');
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
  return { campaigns, key: await apiKey(url), bodies: Array.from({ length: bodies }, () => JSON.stringify(bodyOf(random))) };
}

async function people(client: pg.Client): Promise<void> {
  const { viewers, segments, contents } = worldSize;
  await client.query(
    `INSERT INTO creator (creator_id, platform_id, display_name, joined_at, updated_at)
     SELECT ${uuid(1, '1')}, 'creator', 'Creator', $1, $1`,
    [now],
  );
  await client.query(
    `INSERT INTO content (content_id, platform_id, creator_id, kind, title, tags, published_at, updated_at)
     SELECT ${uuid(2, 'n')}, 'content-' || n, ${uuid(1, '1')}, 'post', 'Post ' || n, ARRAY['tag-' || n % 50], $1, $1
     FROM generate_series(0, ${contents - 1}) n`,
    [now],
  );
  await client.query(
    `INSERT INTO identity (viewer_key, platform_id, purposes, country, language, data_key, joined_at, updated_at)
     SELECT ${uuid(3, 'n')}, 'viewer-' || n, ARRAY['analytics', 'personalisation', 'ads'], NULL, NULL, sha256(n::text::bytea), $1, $1
     FROM generate_series(0, ${viewers - 1}) n`,
    [now],
  );
  await client.query(
    `INSERT INTO segment (segment_id, node, kind, name, members, sellable, created_at)
     SELECT ${uuid(4, 'n')}, 'bench:' || n, 'inferred', 'Segment ' || n, 5000, true, $1 FROM generate_series(0, ${segments - 1}) n`,
    [now],
  );
  // Thirty segments a viewer, popular ones more often: the square of an even draw.
  await client.query(
    `INSERT INTO membership (viewer_key, segment_id, entered_at, lift, model_version, explanation, updated_at)
     SELECT DISTINCT ${uuid(3, 'v')}, ${uuid(4, `floor(power((hashtext(v || ':' || k) & 65535) / 65536.0, 2) * ${segments})::bigint`)},
       $1::timestamptz, 2, 'bench', '{}'::jsonb, $1::timestamptz
     FROM generate_series(0, ${viewers - 1}) v, generate_series(1, 36) k`,
    [now],
  );
}

async function advertisers(client: pg.Client, campaigns: number, random: Random): Promise<void> {
  await client.query(
    `INSERT INTO ad_account (account_id, name, domain, currency, created_at)
     SELECT ${uuid(5, 'n')}, 'Advertiser ' || n, 'ads-' || n || '.example', 'USD', $1
     FROM generate_series(0, ${Math.ceil(campaigns / 10) - 1}) n`,
    [now],
  );
  await client.query(
    `INSERT INTO campaign
       (campaign_id, account_id, name, objective, configured_status, lifetime_budget_micros, starts_at, created_at, updated_at)
     SELECT ${uuid(6, 'n')}, ${uuid(5, 'n / 10')}, 'Campaign ' || n, 'reach', 'active', 1000000000000, $1, $1, $1
     FROM generate_series(0, ${campaigns - 1}) n`,
    [now],
  );
  await client.query(
    `INSERT INTO budget (campaign_id, time_window, currency, cap_micros)
     SELECT ${uuid(6, 'n')}, 'life', 'USD', 1000000000000 FROM generate_series(0, ${campaigns - 1}) n`,
  );
  await client.query(
    `INSERT INTO creative (creative_id, account_id, format, headline, landing_url, review_state, created_at)
     SELECT ${uuid(7, 'n')}, ${uuid(5, 'n / 10')}, 'native_post', 'Headline ' || n, 'https://ads.example/' || n, 'approved', $1
     FROM generate_series(0, ${campaigns - 1}) n`,
    [now],
  );
  for (let from = 0; from < campaigns; from += rowsAtOnce)
    await adSets(client, { from, to: Math.min(campaigns, from + rowsAtOnce) }, random);
  await client.query(
    `INSERT INTO ad (ad_id, ad_set_id, creative_id, name, configured_status)
     SELECT ${uuid(9, 'n')}, ${uuid(8, 'n')}, ${uuid(7, 'n')}, 'Ad ' || n, 'active' FROM generate_series(0, ${campaigns - 1}) n`,
  );
}

async function adSets(client: pg.Client, range: { from: number; to: number }, random: Random): Promise<void> {
  const lines: string[] = [];
  for (let n = range.from; n < range.to; n += 1) {
    const { billingEvent, bidMicros } = bidOf(random);
    const goal = billingEvent === 'click' ? 'click' : 'reach';
    const targeting = JSON.stringify(targetingOf(random)).replaceAll('\\', '\\\\');
    lines.push(`${uuidText(8, n)}\t${uuidText(6, n)}\tset\tactive\t${goal}\t${billingEvent}\tmanual\t${bidMicros}\t${targeting}\n`);
  }
  await copyInto(
    client,
    'COPY ad_set (ad_set_id, campaign_id, name, configured_status, goal, billing_event, bid_strategy, bid_micros, targeting) FROM STDIN',
    [Buffer.from(lines.join(''))],
  );
}

async function apiKey(url: string): Promise<string> {
  const database = new Database({ url, poolSize: 1 });
  try {
    await database.ready();
    const key = await new CreateApiKey(database).run({ name: 'bench', scopes: ['decisions:read'], now: database.clock.now() });
    return key.secret;
  } finally {
    await database.close();
  }
}

/** Row ids that can be made again from a kind and a number, in SQL and here. */
function uuid(kind: number, n: string): string {
  return `('0190a4e6-b3f${kind}-7c00-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
}

function uuidText(kind: number, n: number): string {
  return `0190a4e6-b3f${kind}-7c00-8000-${n.toString(16).padStart(12, '0')}`;
}
