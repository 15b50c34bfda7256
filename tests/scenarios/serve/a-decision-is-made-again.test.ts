import { isId, type Id } from '@flywheel/primitives';
import { ReplayDecision } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('a recorded decision', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  let decision: Id<'dec'>;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    await world.segment('iab:42');
    await world.viewer('mia', { segments: ['iab:42'] });
    const readers = campaignDraft((_, set) => (set.targeting = { attr: 'segment', op: 'in', values: ['iab:42'] }));
    await world.launch(await world.account(100), readers);
    for (const [name, bidMicros] of [
      ['Rival', '1500000'],
      ['Third', '1200000'],
    ] as const) {
      const rival = campaignDraft((draft, set) => {
        draft.name = name;
        set.bidMicros = bidMicros;
      });
      await world.launch(await world.account(100, `${name} Ltd`, `${name.toLowerCase()}.example`), rival);
    }
    await world.refresh();
    const response = world.decide({ viewer: 'mia', context: { country: 'DE', device: 'phone' } });
    decision = isId('dec', response.decision) ? response.decision : expect.fail('no id');
    await world.serving.recordDecisions.run();
  });
  afterAll(() => world.close());

  it('comes out the same when it is made again, also after bids have changed', async () => {
    const replays = new ReplayDecision(world.database, world.keys.auctionKey);
    expect(await replays.run({ decision })).toMatchObject({ outcome: 'same', differences: [] });
    await world.database.read.query('UPDATE ad_set SET bid_micros = bid_micros + 500000');
    const again = new ReplayDecision(world.database, world.keys.auctionKey);
    expect(await again.run({ decision })).toMatchObject({ outcome: 'same', differences: [] });
  });
});
