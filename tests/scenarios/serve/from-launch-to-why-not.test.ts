import { TrialBalance } from '@flywheel/settle';
import { isId, type Id } from '@flywheel/primitives';
import { ExplainDecision, ExplainToAdvertiser, ReplayDecision, WhyNot, WhyThisAd } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('a campaign from its launch to the explanation of a decision', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  let response: ReturnType<AdvertisedWorld['decide']>;
  let decision: Id<'dec'>;
  let rivalAccount: Id<'acc'>;
  let bystander: Id<'acc'>;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    await world.segment('iab:42');
    await world.viewer('mia', { segments: ['iab:42'] });
    const readers = campaignDraft((_, set) => (set.targeting = { attr: 'segment', op: 'in', values: ['iab:42'] }));
    await world.launch(await world.account(100), readers);
    const rival = campaignDraft((draft, set) => {
      draft.name = 'Rival';
      set.bidMicros = '1500000';
    });
    rivalAccount = await world.account(100, 'Rival Ltd', 'rival.example');
    await world.launch(rivalAccount, rival);
    const elsewhere = campaignDraft((draft, set) => {
      draft.name = 'Elsewhere';
      set.targeting = { attr: 'country', op: 'in', values: ['FR'] };
    });
    bystander = await world.account(100, 'Elsewhere', 'elsewhere.example');
    await world.launch(bystander, elsewhere);
    await world.refresh();
    response = world.decide({ viewer: 'mia', context: { country: 'DE', device: 'phone' } });
    decision = isId('dec', response.decision) ? response.decision : expect.fail('no id');
    await world.serving.recordDecisions.run();
  });
  afterAll(() => world.close());

  it('serves the highest total value and charges what the next one would have needed', async () => {
    expect(response.results[0]).toMatchObject({ outcome: 'filled', advertiser: 'Books & Co', creative: { headline: 'Read more' } });
    const explained = await new ExplainDecision(world.database).run({ decision });
    expect(explained).toMatchObject({ privacyMode: 'full', segments: [{ name: 'iab:42' }] });
    expect(explained?.placements[0]).toMatchObject({ outcome: 'filled', rule: 'second', slots: [{ slot: 1, priceMicros: '1510' }] });
    expect(explained?.placements[0]?.ads.map((ad) => [ad.advertiser, ad.code])).toEqual([
      ['Books & Co', 0],
      ['Rival Ltd', 102],
    ]);
  });

  it('tells the viewer on whose behalf, and which interest', async () => {
    const why = await new WhyThisAd(world.database).run({ decision });
    expect(why?.ads).toEqual([
      {
        placement: 'feed',
        advertiser: 'Books & Co',
        paidBy: 'Books & Co',
        headline: 'Read more',
        because: ['Your activity suggests an interest in iab:42.'],
      },
    ]);
  });

  it('tells an ad that did not match which node of its targeting was not met', async () => {
    const { rows } = await world.database.read.query<{ ad: `ad_${string}` }>(
      `SELECT wire_id('ad', ad_id) AS ad FROM ad
       JOIN ad_set USING (ad_set_id) JOIN campaign c USING (campaign_id) WHERE c.name = 'Elsewhere'`,
    );
    const [ad] = rows;
    if (!ad) throw new Error('no ad');
    const whyNot = await new WhyNot(world.database, new ReplayDecision(world.database, world.keys.auctionKey)).run({ decision, ad: ad.ad });
    expect(whyNot?.items).toMatchObject([{ placement: 'feed', code: 540, path: '' }]);
  });

  it('tells an advertiser how his own ads fared, what would have won, and nothing of anyone else', async () => {
    const toAdvertiser = new ExplainToAdvertiser(world.database);
    const told = await toAdvertiser.run({ decision, accounts: [rivalAccount] });
    expect(told?.ads).toMatchObject([{ code: 102, bidMicros: '1500000', minToWinMicros: '2000000', priceMicros: null }]);
    expect(JSON.stringify(told)).not.toContain('Books');
    expect(await toAdvertiser.run({ decision, accounts: [bystander] })).toBeUndefined();
  });

  it('turns the impression into a charge of the stored price, once', async () => {
    const [result] = response.results;
    if (result?.outcome !== 'filled') throw new Error('not filled');
    expect(await world.beacon('impression', result.token)).toEqual({ outcome: 'stored', reason: 0 });
    expect(await world.beacon('impression', result.token)).toMatchObject({ outcome: 'duplicate' });
    const { rows } = await world.database.read.query('SELECT price_micros, reason FROM charge');
    expect(rows).toEqual([{ price_micros: 1510n, reason: 0 }]);
    expect((await new TrialBalance(world.database).run({})).balanced).toBe(true);
  });
});
