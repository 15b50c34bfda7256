import { Database } from '@flywheel/database';
import { readStoredDecisions } from '@flywheel/database/decisions';
import { readModel } from '@flywheel/database/models';
import { unpackRecord } from '@flywheel/auction/record';
import { isId, type Id } from '@flywheel/primitives';
import { learntEvents } from '@flywheel/ranking';
import { ExplainDecision, ReplayDecision } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const rounds = 300;

describe('where two of five requests explore', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  const made: Array<{ decision: Id<'dec'>; advertiser: string; explored: boolean }> = [];
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url, { explorePpm: 400_000 });
    await world.viewer('mia');
    // The same offer but for a tenth of a percent: whoever offers most wins each slot that is not explored.
    for (const [name, bidMicros] of [
      ['Ash', '200200'],
      ['Birch', '200000'],
      ['Cedar', '199800'],
    ] as const) {
      const account = await world.account(1000, name, `${name.toLowerCase()}.example`);
      const draft = campaignDraft((campaign, set) => {
        campaign.objective = 'traffic';
        Object.assign(set, { goal: 'click', billingEvent: 'click', bidMicros });
      });
      await world.launch(account, draft);
    }
    await world.refresh();
    for (let round = 0; round < rounds; round += 1) {
      world.clock.advance(1000);
      const { decision, results } = world.decide({ viewer: 'mia', context: { device: 'phone' } });
      const [result] = results;
      const id = isId('dec', decision) ? decision : expect.fail('no id');
      made.push({ decision: id, advertiser: result?.outcome === 'filled' ? result.advertiser : '', explored: false });
    }
    await world.serving.recordDecisions.run();
    const stored = await readStoredDecisions(
      world.database.read,
      made.map((each) => each.decision),
    );
    for (const { decision, record } of stored) {
      const own = made.find((each) => each.decision === decision) ?? expect.fail('not made');
      own.explored = unpackRecord(record).explored;
    }
  });
  afterAll(() => world.close());

  it('about so many do, and their records say so', () => {
    const share = made.filter((each) => each.explored).length / rounds;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.5);
  });

  it('ads nearly as good are tried there, and nowhere else', () => {
    const winners = (explored: boolean) => new Set(made.filter((each) => each.explored === explored).map((each) => each.advertiser));
    expect(winners(false)).toEqual(new Set(['Ash']));
    expect(winners(true)).toEqual(new Set(['Ash', 'Birch', 'Cedar']));
  });

  it('every decision is made again to the same hash, from the database alone', async () => {
    const database = new Database({ url: at.url, clock: world.clock, poolSize: 2 });
    try {
      const replays = new ReplayDecision(database, world.keys.auctionKey);
      for (const { decision } of made) expect(await replays.run({ decision })).toMatchObject({ outcome: 'same', differences: [] });
    } finally {
      await database.close();
    }
  });

  it('the explanation says it in words', async () => {
    const explain = new ExplainDecision(world.database);
    for (const explored of [true, false]) {
      const { decision } = made.find((each) => each.explored === explored) ?? expect.fail('none');
      const told = await explain.run({ decision });
      expect(told?.explored).toBe(explored);
      expect(told?.exploredWords).toMatch(explored ? /^This decision explored: each ad’s chance was drawn/ : /did not explore\.$/);
    }
  });

  it('the published model says how unsure it is of each ad that was shown', async () => {
    const token = (() => {
      const [result] = world.decide({ viewer: 'mia', context: { device: 'phone' } }).results;
      return result?.outcome === 'filled' ? result.token : expect.fail('not filled');
    })();
    await world.beacon('impression', token);
    await world.refresh();
    const { ads } = (await readModel(world.database.read)).model;
    expect([...ads.values()].map((entry) => entry.length)).toEqual([2 * learntEvents.length + 1]);
  });
});
