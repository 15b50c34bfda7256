import { Database } from '@flywheel/database';
import { seededRandom, type Id } from '@flywheel/primitives';
import { seededTokenKeys } from '@flywheel/runtime';
import { openServing, type Serving } from '@flywheel/serve';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';

const now = Date.UTC(2026, 4, 4, 9);
const campaigns = 6000;
const uuid = (kind: number, n: string): string => `('0190a4e6-b3f${kind}-7c00-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
const rowId = (kind: number, n: number): string => `0190a4e6-b3f${kind}-7c00-8000-${n.toString(16).padStart(12, '0')}`;

/** So many campaigns of one ad each, ten to an advertiser; the higher the number, the higher the bid. */
const world = `
INSERT INTO ad_account (account_id, name, domain, currency, created_at)
  SELECT ${uuid(5, 'n')}, 'Advertiser ' || n, 'ads-' || n || '.example', 'USD', now() FROM generate_series(0, ${campaigns / 10 - 1}) n;
INSERT INTO campaign (campaign_id, account_id, name, objective, configured_status, lifetime_budget_micros, starts_at, created_at,
    updated_at)
  SELECT ${uuid(6, 'n')}, ${uuid(5, 'n / 10')}, 'Campaign ' || n, 'reach', 'active', 1000000000, '2026-01-01', now(), now()
  FROM generate_series(0, ${campaigns - 1}) n;
INSERT INTO budget (campaign_id, time_window, currency, cap_micros)
  SELECT ${uuid(6, 'n')}, 'life', 'USD', 1000000000 FROM generate_series(0, ${campaigns - 1}) n;
INSERT INTO creative (creative_id, account_id, format, headline, landing_url, review_state, created_at)
  SELECT ${uuid(7, 'n')}, ${uuid(5, 'n / 10')}, 'native_post', 'Headline ' || n, 'https://ads.example/', 'approved', now()
  FROM generate_series(0, ${campaigns - 1}) n;
INSERT INTO ad_set (ad_set_id, campaign_id, name, configured_status, goal, billing_event, bid_strategy, bid_micros, targeting)
  SELECT ${uuid(8, 'n')}, ${uuid(6, 'n')}, 'set', 'active', 'reach', 'impression', 'max_bid', 1000000 + n * 1000,
    jsonb_build_object('attr', 'country', 'op', 'in', 'values', jsonb_build_array((ARRAY['DE', 'FR', 'NL'])[1 + n % 3]))
  FROM generate_series(0, ${campaigns - 1}) n;
INSERT INTO ad (ad_id, ad_set_id, creative_id, name, configured_status)
  SELECT ${uuid(9, 'n')}, ${uuid(8, 'n')}, ${uuid(7, 'n')}, 'Ad ' || n, 'active' FROM generate_series(0, ${campaigns - 1}) n;`;

describe('a large index', () => {
  const at = useTestDatabase();
  let database: Database;
  let serving: Serving;
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: at.url });
    await client.connect();
    await client.query(world);
    database = new Database({ url: at.url, poolSize: 3, clock: { now: () => now } });
    const shared = { database, tokenKeys: seededTokenKeys('large'), random: seededRandom('large') };
    serving = openServing({ ...shared, decider: 'large' });
    await serving.refreshIndex.run({ now });
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await database.close();
  });

  /** The numbers of the ads that win 4 slots there, once leases have come. */
  const winners = async (country: string): Promise<number[]> => {
    const request = { placements: [{ id: 'feed', format: 'native_post' as const, slots: 4 }], context: { country } };
    // Whoever is asked for the first time gets his lease a moment later.
    for (let tries = 0; tries < 6; tries += 1) {
      serving.decideAds.run({ request, now });
      await serving.leaseKeeper.run({ now });
    }
    const { results } = serving.decideAds.run({ request, now });
    return results.map((each) => (each.outcome === 'filled' ? numberOf(each.ad) : -1));
  };
  const change = async (sql: string, params: unknown[] = []): Promise<void> => {
    await client.query(sql, params);
    await serving.refreshIndex.run({ now });
  };
  const build = (): number | undefined => serving.memory.snapshot?.index.build;

  it('is read in a thread of its own and decides', async () => {
    expect(serving.memory.snapshot?.table.size).toBe(campaigns);
    // One advertiser, one slot: of ten campaigns in a row the best of that country wins.
    expect(await winners('DE')).toEqual([5997, 5988, 5979, 5967]);
  });

  it('follows a pause, a bid, a new targeting and a suspended account without being built again', async () => {
    const before = build();
    await change(`UPDATE campaign SET configured_status = 'paused' WHERE campaign_id = $1`, [rowId(6, 5997)]);
    expect(await winners('DE')).toEqual([5994, 5988, 5979, 5967]);
    await change('UPDATE ad_set SET bid_micros = 50000000 WHERE ad_set_id = $1', [rowId(8, 3)]);
    expect(await winners('DE')).toEqual([3, 5994, 5988, 5979]);
    await change(`UPDATE ad_set SET targeting = '{"attr": "country", "op": "in", "values": ["FR"]}' WHERE ad_set_id = $1`, [rowId(8, 3)]);
    expect(await winners('DE')).toEqual([5994, 5988, 5979, 5967]);
    expect((await winners('FR'))[0]).toBe(3);
    await change(`UPDATE ad_account SET status = 'suspended' WHERE account_id = $1`, [rowId(5, 599)]);
    expect(await winners('DE')).toEqual([5988, 5979, 5967, 5958]);
    await change(`UPDATE campaign SET configured_status = 'active' WHERE campaign_id = $1`, [rowId(6, 5997)]);
    await change(`UPDATE ad_account SET status = 'active' WHERE account_id = $1`, [rowId(5, 599)]);
    expect(await winners('DE')).toEqual([5997, 5988, 5979, 5967]);
    expect(build()).toBe(before);
  });

  it('is at exactly one version, which the record names', async () => {
    const { rows } = await client.query<{ version: string }>('SELECT version::text FROM config_version');
    expect(serving.memory.snapshot?.configVersion).toBe(BigInt(rows[0]?.version ?? 0));
  });

  it('is built again beside itself where too much moved at once, and decides meanwhile', async () => {
    const before = build();
    await change('UPDATE ad_set SET bid_micros = bid_micros + 1000');
    expect(await winners('DE')).toHaveLength(4);
    await expect
      .poll(
        async () => {
          await serving.refreshIndex.run({ now });
          return build();
        },
        { timeout: 40_000, interval: 100 },
      )
      .not.toBe(before);
    expect(await winners('DE')).toEqual([5997, 5988, 5979, 5967]);
    expect(serving.memory.snapshot?.table.columns.offered[1]).toBe(1_001_000);
  }, 60_000);

  it('says the same as one that is read anew', async () => {
    const { database: own } = { database };
    const other = openServing({ database: own, tokenKeys: seededTokenKeys('large'), random: seededRandom('large'), decider: 'other' });
    await other.refreshIndex.run({ now });
    const [mine, theirs] = [serving.memory.snapshot?.table.columns, other.memory.snapshot?.table.columns];
    expect(mine).toBeDefined();
    for (const column of ['has', 'before', 'after', 'offered', 'bid', 'event', 'logit', 'flags'] as const) {
      expect(Array.from(mine?.[column].slice(0, campaigns) ?? [])).toEqual(Array.from(theirs?.[column].slice(0, campaigns) ?? []));
    }
  }, 60_000);
});

function numberOf(ad: Id<'ad'> | string): number {
  return Number.parseInt(ad.slice(-12), 16);
}
