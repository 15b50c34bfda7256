import { isId, micros, type Id } from '@flywheel/primitives';
import { ExplainDecision, ReplayDecision, SavePlacement } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const settings = {
  adsOn: true,
  rule: 'second' as const,
  positionPpm: [],
  floorMicros: '0',
  floors: [],
  incrementMicros: '0',
  firstPosition: 1,
  gap: 0,
  shareBps: 10_000,
  fatigueAds: null,
  fatigueHides: null,
  displacedBudgetMicros: null,
  safetyTier: 'standard' as const,
  clickWorthMicros: '0',
  hideCostMicros: '0',
};

describe('an ad that people hide', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  const decisions: Id<'dec'>[] = [];
  const set = (hideCostMicros: string, clickWorthMicros = '0') =>
    new SavePlacement(world.database).run({
      placement: 'feed',
      settings: { ...settings, hideCostMicros, clickWorthMicros },
      actor: 'operator',
      now: world.now,
    });
  /** Who wins a reader's slot, what it pays per impression, and its token. */
  const won = async (viewer: string) => {
    const { decision, results } = world.decide({ viewer });
    const id = isId('dec', decision) ? decision : expect.fail('no id');
    decisions.push(id);
    const [result] = results;
    if (result?.outcome !== 'filled') throw new Error(`not filled: ${JSON.stringify(result)}`);
    await world.serving.recordDecisions.run();
    const explained = (await new ExplainDecision(world.database).run({ decision: id }))?.placements[0];
    return { advertiser: result.advertiser, token: result.token, price: explained?.slots[0]?.priceMicros, ads: explained?.ads ?? [] };
  };

  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    for (let n = 0; n < 12; n += 1) await world.viewer(`reader-${n}`);
    await world.launch(
      await world.account(1000, 'Loud Ltd', 'loud.example'),
      campaignDraft((draft, adSet) => {
        draft.name = 'Loud';
        adSet.bidMicros = '2000000';
      }),
    );
    await world.launch(
      await world.account(1000, 'Calm Ltd', 'calm.example'),
      campaignDraft((draft, adSet) => {
        draft.name = 'Calm';
        adSet.bidMicros = '1900000';
      }),
    );
    await set('0');
    await world.refresh();
  });
  afterAll(() => world.close());

  it('wins by its bid alone where a hide costs nothing, however often it is hidden', async () => {
    for (let n = 0; n < 8; n += 1) {
      const { advertiser, token } = await won(`reader-${n}`);
      expect(advertiser).toBe('Loud Ltd');
      for (const kind of ['impression', 'hide'] as const) {
        expect(await world.beacon(kind, token)).toMatchObject({ outcome: 'stored', reason: 0 });
      }
    }
    await world.refresh();
    expect(await won('reader-8')).toMatchObject({ advertiser: 'Loud Ltd', price: '1900' });
  });

  it('gives way as soon as a hide costs the platform more than its bid is ahead, and the explanation says so', async () => {
    await set('100000');
    await world.refresh();
    const { advertiser, ads } = await won('reader-9');
    expect(advertiser).toBe('Calm Ltd');
    const [calm, loud] = ['Calm Ltd', 'Loud Ltd'].map((name) => ads.find((ad) => ad.advertiser === name));
    expect(Number(loud?.qualityMicros)).toBeLessThan(Number(calm?.qualityMicros));
    expect(Number(calm?.qualityMicros)).toBeLessThan(0);
    expect(loud?.arithmetic).toBe(`2000000 × 1000000 + ${loud?.qualityMicros} × 10⁹ = ${loud?.score}`);
  });

  it('pays more for the same place: what it costs is made good by its price', async () => {
    await set('10000');
    await world.refresh();
    const { advertiser, price, ads } = await won('reader-10');
    const [calm, loud] = ['Calm Ltd', 'Loud Ltd'].map((name) =>
      micros(BigInt(ads.find((ad) => ad.advertiser === name)?.qualityMicros ?? 0)),
    );
    expect(advertiser).toBe('Loud Ltd');
    expect(price).toBe(String(1900n + (calm ?? 0n) - (loud ?? 0n)));
    expect(Number(price)).toBeGreaterThan(1900);
  });

  it('and every decision is made again to the same hash, under the settings of its time', async () => {
    const replays = new ReplayDecision(world.database, world.keys.auctionKey);
    for (const decision of decisions) expect(await replays.run({ decision })).toMatchObject({ outcome: 'same', differences: [] });
  });
});
