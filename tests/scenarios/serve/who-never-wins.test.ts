import { openServing } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft, hourMs, minuteMs } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('an ad that may not serve', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  beforeAll(() => {
    world = new AdvertisedWorld(at.url);
  });
  afterAll(() => world.close());

  /** Each story has one campaign: the ones before it are archived. */
  const alone = async (make: () => Promise<void>): Promise<void> => {
    await world.database.read.query(`UPDATE campaign SET configured_status = 'archived'`);
    await make();
    await world.refresh();
  };

  it('is one whose campaign is paused, from the next refresh on', async () => {
    let campaign: Awaited<ReturnType<typeof world.launch>> | undefined;
    await alone(async () => {
      campaign = await world.launch(await world.account(100), campaignDraft());
    });
    expect(world.slot()).toMatchObject({ outcome: 'filled' });
    if (campaign) await world.setStatus(campaign, 'paused');
    await world.refresh();
    expect(world.slot()).toMatchObject({ outcome: 'empty', reason: 521, words: 'the campaign is not active' });
  });

  it('is one that waits for review, has no money, or has not begun', async () => {
    await alone(async () => {
      const { campaign } = await world.draft(await world.account(100), campaignDraft());
      await world.setStatus(campaign, 'active');
    });
    expect(world.slot()).toMatchObject({ reason: 201 });
    await alone(async () => void (await world.launch(await world.account(0), campaignDraft())));
    expect(world.slot()).toMatchObject({ reason: 582 });
    const tomorrow = campaignDraft((draft) => (draft.schedule.startsAt = new Date(world.now + 24 * hourMs).toISOString()));
    await alone(async () => void (await world.launch(await world.account(100), tomorrow)));
    expect(world.slot()).toMatchObject({ reason: 522 });
  });

  it('is one whose bid is below the floor, or whose format does not fit', async () => {
    await alone(
      async () =>
        void (await world.launch(
          await world.account(100),
          campaignDraft((_, set) => (set.bidMicros = '99000')),
        )),
    );
    expect(world.slot()).toMatchObject({ reason: 100 });
    await alone(async () => void (await world.launch(await world.account(100), campaignDraft())));
    expect(world.slot({ placements: [{ id: 'side', format: 'image' }] })).toMatchObject({ reason: 204 });
  });

  it('is one that the viewer has seen as often as its cap allows, until the window has passed', async () => {
    await world.viewer('tom');
    const capped = campaignDraft((draft) => (draft.caps = [{ limit: 2, windowSeconds: 3600 }]));
    await alone(async () => void (await world.launch(await world.account(100), capped)));
    for (let times = 0; times < 2; times += 1) {
      const result = world.slot({ viewer: 'tom' });
      if (result.outcome !== 'filled') throw new Error(result.words);
      await world.beacon('impression', result.token);
    }
    expect(world.slot({ viewer: 'tom' })).toMatchObject({ reason: 562 });
    expect(world.slot()).toMatchObject({ reason: 567 });
    await world.refresh();
    world.clock.advance(59 * minuteMs);
    await world.refresh();
    expect(world.slot({ viewer: 'tom' })).toMatchObject({ reason: 562 });
    world.clock.advance(minuteMs);
    await world.refresh();
    expect(world.slot({ viewer: 'tom' })).toMatchObject({ outcome: 'filled' });
  });

  it('takes back its turn when the impression never came', async () => {
    await world.viewer('eva');
    const capped = campaignDraft((draft) => (draft.caps = [{ limit: 1, windowSeconds: 86_400 }]));
    await alone(async () => void (await world.launch(await world.account(100), capped)));
    expect(world.slot({ viewer: 'eva' })).toMatchObject({ outcome: 'filled' });
    expect(world.slot({ viewer: 'eva' })).toMatchObject({ reason: 562 });
    world.clock.advance(12 * minuteMs);
    await world.refresh();
    expect(world.slot({ viewer: 'eva' })).toMatchObject({ outcome: 'filled' });
  });

  it('is remembered by a process that has just started', async () => {
    await world.viewer('ida');
    const capped = campaignDraft((draft) => (draft.caps = [{ limit: 1, windowSeconds: 86_400 }]));
    await alone(async () => void (await world.launch(await world.account(100), capped)));
    const result = world.slot({ viewer: 'ida' });
    if (result.outcome !== 'filled') throw new Error(result.words);
    await world.beacon('impression', result.token);
    const { database, keys: tokenKeys, random, now } = world;
    const restarted = openServing({ database, tokenKeys, random, decider: 'restarted' });
    await restarted.refreshIndex.run({ now });
    await restarted.leaseKeeper.run({ now });
    const request = { viewer: 'ida', placements: [{ id: 'feed', format: 'native_post' as const }] };
    expect(restarted.decideAds.run({ request, now }).results[0]).toMatchObject({ reason: 562 });
    await restarted.leaseKeeper.drain({ now });
  });
});
