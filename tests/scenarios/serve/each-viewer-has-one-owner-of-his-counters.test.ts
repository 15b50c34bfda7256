import { openServing, type Serving } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const server = useTestDatabase();
const viewers = Array.from({ length: 30 }, (_, n) => `viewer-${n}`);
let world: AdvertisedWorld;
let deciders: Serving[];
beforeAll(async () => {
  world = new AdvertisedWorld(server.url);
  const account = await world.account(500);
  await world.launch(
    account,
    campaignDraft((draft) => {
      draft.caps = [{ limit: 1, windowSeconds: 86_400 }];
    }),
  );
  for (const viewer of viewers) await world.viewer(viewer);
  const { database, keys, random } = world;
  deciders = ['a', 'b'].map((decider) => openServing({ database, tokenKeys: keys, random, decider, leases: 'ahead', leaseMs: 3_600_000 }));
});
afterAll(async () => {
  for (const each of deciders) await each.leaseKeeper.drain({ now: world.now });
  await world.close();
});

async function keep(serving: Serving): Promise<void> {
  await serving.refreshIndex.run({ now: world.now });
  await serving.leaseKeeper.run({ now: world.now });
  await serving.keepOwners.run({ now: world.now, address: 'http://127.0.0.1:1' });
}

/** What the decider says to the viewer: his ad, or why not. */
function answer(serving: Serving, viewer: string): number | 'ad' {
  const request = { viewer, placements: [{ id: 'feed', format: 'native_post' as const }] };
  const [result] = serving.decideAds.run({ request, now: world.now }).results;
  return result?.outcome === 'filled' ? 'ad' : (result?.reason ?? -1);
}

describe('two deciders', () => {
  it('never show a viewer more than his cap together; one knows him, the other fails closed', async () => {
    const [a, b] = [deciders[0] ?? expect.fail('a'), deciders[1] ?? expect.fail('b')];
    for (let turn = 0; turn < 2; turn += 1) for (const each of [a, b]) await keep(each);
    world.clock.advance(2100);
    for (const each of [a, b]) await keep(each);
    const first = viewers.map((viewer) => [answer(a, viewer), answer(b, viewer)]);
    for (const pair of first) expect([...pair].sort()).toEqual([567, 'ad'].sort());
    expect(new Set(first.map(([fromA]) => fromA))).toEqual(new Set(['ad', 567]));
    for (const [n, viewer] of viewers.entries()) {
      const owner = first[n]?.[0] === 'ad' ? a : b;
      const request = { viewer, placements: [{ id: 'feed', format: 'native_post' as const }] };
      expect(owner.ownerElsewhere(request, world.now)).toBeUndefined();
      expect(answer(owner, viewer)).toBe(562);
    }
  });

  it('hand their viewers over when one goes: unknown first, then what was shown is read back', async () => {
    const [a, b] = [deciders[0] ?? expect.fail('a'), deciders[1] ?? expect.fail('b')];
    await b.recordDecisions.run();
    await a.recordDecisions.run();
    await b.keepOwners.leave();
    await keep(a);
    const asked = viewers.map((viewer) => answer(a, viewer));
    expect(new Set(asked)).toEqual(new Set([562, 567]));
    world.clock.advance(2100);
    await keep(a);
    expect(viewers.map((viewer) => answer(a, viewer))).toEqual(viewers.map(() => 562));
  });

  it('forget a win that nobody saw once its token has ended', async () => {
    const a = deciders[0] ?? expect.fail('a');
    world.clock.advance(20 * 60_000);
    await keep(a);
    await keep(a);
    expect(answer(a, viewers[0] ?? '')).toBe('ad');
  });
});
