import { CountOutcomes, DiagnoseCampaign } from '@flywheel/advertise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('an outbid campaign', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  beforeAll(() => {
    world = new AdvertisedWorld(at.url);
  });
  afterAll(() => world.close());

  it('reads on its page how often it lost, and the bid that would have won', async () => {
    const low = await world.launch(
      await world.account(60, 'Low'),
      campaignDraft((_, set) => (set.bidMicros = '1000000')),
    );
    const high = await world.launch(
      await world.account(60, 'High'),
      campaignDraft((_, set) => (set.bidMicros = '4000000')),
    );
    await world.refresh();
    for (let n = 0; n < 5; n += 1) expect(world.slot()).toMatchObject({ outcome: 'filled' });
    await world.serving.recordDecisions.run();
    world.clock.advance(10_000);
    expect(await new CountOutcomes(world.database).run({ now: world.now })).toEqual({ outcome: 'counted', decisions: 5 });
    const diagnose = new DiagnoseCampaign(world.database);
    expect(await diagnose.run({ campaign: low, now: world.now })).toMatchObject({
      verdict: 'held-back',
      hour: { decisions: 5, looked: 5, won: 0 },
      findings: [{ code: 102, times: 5, shareBps: 10_000, toWin: { meanMicros: '4000000', perThousand: true } }],
    });
    expect(await diagnose.run({ campaign: high, now: world.now })).toMatchObject({ verdict: 'serving', hour: { won: 5 }, findings: [] });
  });
});
