import { readPacingAt } from '@flywheel/database/pacing';
import { toRowId, type Id } from '@flywheel/primitives';
import { ImpressionTokens } from '@flywheel/runtime';
import { GetCampaignPacing, Pacer } from '@flywheel/serve';
import { RecordBeacons } from '@flywheel/settle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const server = useTestDatabase();
let world: AdvertisedWorld;
let campaign: Id<'cmp'>;
let pacer: Pacer;
let beacons: RecordBeacons;
const reasons: number[] = [];
beforeAll(async () => {
  world = new AdvertisedWorld(server.url);
  pacer = new Pacer(world.database);
  beacons = new RecordBeacons(world.database, new ImpressionTokens(world.keys), world.random);
  campaign = await launch('feed', 'max_bid');
});
afterAll(() => world.close());

/** 86.4 dollars a day, a tenth of a cent a second where traffic is even; a cent an impression, at first price, alone in its placement. */
async function launch(placement: string, strategy: 'manual' | 'max_bid'): Promise<Id<'cmp'>> {
  await world.database.read.query(`INSERT INTO placement (placement, rule, floor_micros, increment_micros) VALUES ($1, 'first', 0, 0)`, [
    placement,
  ]);
  return world.launch(
    await world.account(1000),
    campaignDraft((draft, set) => {
      draft.budgets = { dailyMicros: '86400000', lifetimeMicros: null };
      set.bidStrategy = strategy;
      set.bidMicros = '10000000';
      set.placements = [placement];
    }),
  );
}

/** A second in which `wins` slots are offered, each seen at once; then keeper and pacer have their turn. */
async function second(wins: number, placement = 'feed', paced = true): Promise<number> {
  await world.refresh();
  const tokens: string[] = [];
  for (let n = 0; n < wins; n += 1) {
    const slot = world.slot({ placements: [{ id: placement, format: 'native_post' }] });
    reasons.push(slot.outcome === 'filled' ? 0 : slot.reason);
    if (slot.outcome === 'filled') tokens.push(slot.token);
  }
  await world.serving.recordDecisions.run();
  await beacons.run(tokens.map((token) => ({ kind: 'impression', token, acceptedAt: world.now })));
  world.clock.advance(1000);
  await world.serving.leaseKeeper.run({ now: world.now });
  if (paced) await pacer.run({ now: world.now });
  await world.serving.leaseKeeper.run({ now: world.now });
  return tokens.length;
}

const share = (): number => world.serving.memory.pacing.sharePpm(campaign, campaign);

describe('a budget', () => {
  it('that is spent faster than planned bids less within a second, as a version that everyone follows', async () => {
    await second(0);
    expect(share()).toBe(1_000_000);
    await second(5);
    await second(5);
    expect(share()).toBeLessThan(1_000_000);
    const { version } = world.serving.memory.pacing;
    expect(version).toBeGreaterThan(0n);
    const then = await readPacingAt(world.database.read, version, [campaign]);
    expect(then.get(campaign)?.sharePpm).toBe(share());
    expect((await readPacingAt(world.database.read, 0n, [campaign])).size).toBe(0);
  });

  it('bids more again while nothing is spent, up to the whole bid, and what it bid before stays on record', async () => {
    const low = { version: world.serving.memory.pacing.version, share: share() };
    for (let n = 0; n < 150 && share() < 1_000_000; n += 1) await second(0);
    expect(share()).toBe(1_000_000);
    expect((await readPacingAt(world.database.read, low.version, [campaign])).get(campaign)?.sharePpm).toBe(low.share);
  });

  it('spends what it planned, not what it could: a first price pays the paced bid', async () => {
    for (let n = 0; n < 12; n += 1) await second(40);
    const { rows } = await world.database.read.query<{ dearest: bigint; last: bigint }>(
      `SELECT max(price_micros) AS dearest, min(price_micros) AS last FROM charge`,
    );
    expect(rows[0]?.dearest).toBe(10_000n);
    expect(rows[0]?.last).toBeLessThan(5_000n);
  }, 60_000);

  it('is shown beside its plan, with how much it is held back', async () => {
    const shown = await new GetCampaignPacing(world.database).run({ campaign, now: world.now });
    const [today] = shown?.windows.filter((each) => each.window === 'day') ?? [];
    expect(today).toMatchObject({ holder: campaign, level: 'campaign', capMicros: '86400000', wantedMicros: null, sharePpm: share() });
    const { rows } = await world.database.read.query<{ spent: bigint }>('SELECT sum(price_micros)::bigint AS spent FROM charge');
    expect(today?.spentMicros).toBe(String(rows[0]?.spent));
    // 09:00 and a few minutes of a day in UTC.
    expect(Number(today?.plannedMicros)).toBeGreaterThan(32_400_000);
    expect(Number(today?.plannedMicros)).toBeLessThan(33_400_000);
    expect(today?.errorPpm).toBeGreaterThan(0);
    expect(shown?.version).toBe(String(world.serving.memory.pacing.version));
    expect(shown?.windows.find((each) => each.window === 'life')).toMatchObject({ to: null, plannedMicros: null });
  });

  it('of a fixed price takes part less often instead, and says so', async () => {
    await launch('fixed', 'manual');
    reasons.length = 0;
    for (let n = 0; n < 5; n += 1) await second(30, 'fixed');
    const { rows } = await world.database.read.query<{ prices: number }>(
      `SELECT count(DISTINCT price_micros)::int AS prices FROM charge WHERE placement = 'fixed'`,
    );
    expect(rows[0]?.prices).toBe(1);
    expect(new Set(reasons)).toEqual(new Set([0, 583]));
  }, 60_000);

  it('is paced by one pacer at a time, once a second', async () => {
    world.clock.advance(1000);
    const both = await Promise.all([pacer.run({ now: world.now }), new Pacer(world.database).run({ now: world.now })]);
    expect(both.map((each) => each.outcome).toSorted()).not.toEqual(['paced', 'paced']);
    expect((await pacer.run({ now: world.now + 10 })).outcome).toBe('too-soon');
  });

  it('that spends three times its hour while no pacer holds it trips the breaker, which pauses the ad set and says why', async () => {
    const other = await launch('other', 'manual');
    for (let n = 0; n < 26; n += 1) await second(80, 'other', false);
    world.clock.advance(120_000);
    await pacer.run({ now: world.now });
    const { rows } = await world.database.read.query<{ configured_status: string; trip_reason: string }>(
      'SELECT configured_status, trip_reason FROM ad_set WHERE campaign_id = $1',
      [toRowId(other)],
    );
    expect(rows).toEqual([{ configured_status: 'paused', trip_reason: expect.stringMatching(/more than three times its plan of \d/) }]);
  }, 60_000);
});
