import type { ReplayOverrides } from '@flywheel/http/explanations';
import { EraseViewer } from '@flywheel/ingest';
import { isId, type Id } from '@flywheel/primitives';
import { ReplayDecision, WhyNot } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('a recorded decision', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  let decision: Id<'dec'>;
  let response: ReturnType<AdvertisedWorld['decide']>;
  const campaigns = new Map<string, Id<'cmp'>>();
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
      campaigns.set(name, await world.launch(await world.account(100, `${name} Ltd`, `${name.toLowerCase()}.example`), rival));
    }
    await world.refresh();
    response = world.decide({ viewer: 'mia', context: { country: 'DE', device: 'phone' } });
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

  it('tells who would have won and paid what with another bid, floor, rule or budget', async () => {
    const replays = new ReplayDecision(world.database, world.keys.auctionKey);
    const ask = async (overrides: ReplayOverrides) => {
      const { outcome, counterfactual } = await replays.run({ decision, overrides });
      expect(outcome).toBe('same');
      return counterfactual?.[0];
    };
    const rival = await adOf('Rival');
    expect(await ask({})).toMatchObject({ changed: [], words: 'Nothing changes: the same winners at the same prices.' });
    expect((await ask({ bid: [{ ad: rival, micros: '3000000' }] }))?.changed).toMatchObject([
      { before: { slot: 1, priceMicros: '1510' }, after: { slot: null, code: 102, minToWinMicros: '3000000' } },
      { before: { slot: null, code: 102 }, after: { ad: rival, slot: 1, priceMicros: '2010' } },
    ]);
    expect((await ask({ rule: 'first' }))?.changed).toMatchObject([{ before: { priceMicros: '1510' }, after: { priceMicros: '2000' } }]);
    expect((await ask({ floorMicros: '1800000' }))?.changed[0]).toMatchObject({ after: { slot: 1, priceMicros: '1800' } });
    const broke = await ask({ budget: [{ campaign: campaigns.get('Rival') ?? '', micros: '0' }] });
    expect(broke?.changed.slice(0, 2)).toMatchObject([
      { after: { slot: 1, priceMicros: '1210' } },
      { before: { code: 102 }, after: { code: 582 } },
    ]);
    expect(await replays.run({ decision })).toMatchObject({ outcome: 'same' });
  });

  it('says why an ad was not shown that came only afterwards', async () => {
    await world.launch(
      await world.account(100, 'Late Ltd', 'late.example'),
      campaignDraft((draft) => (draft.name = 'Late')),
    );
    const whyNot = new WhyNot(world.database, new ReplayDecision(world.database, world.keys.auctionKey));
    expect(await whyNot.run({ decision, ad: await adOf('Late') })).toMatchObject({ items: [{ code: 521 }] });
    expect(await whyNot.run({ decision, ad: await adOf('Third') })).toMatchObject({ items: [{ code: 102, words: 'a higher bid won' }] });
  });

  it('answers erased once its viewer is, and its money stands', async () => {
    const [result] = response.results;
    if (result?.outcome !== 'filled') throw new Error('not filled');
    await world.beacon('impression', result.token);
    await new EraseViewer(world.database).run({ viewer: 'mia', now: world.now });
    const replays = new ReplayDecision(world.database, world.keys.auctionKey);
    expect(await replays.run({ decision })).toMatchObject({ outcome: 'erased', differences: [] });
    const { rows } = await world.database.read.query('SELECT price_micros FROM charge');
    expect(rows).toEqual([{ price_micros: 1510n }]);
    expect(await replays.run({ decision: 'dec_00000000000000000000000000000000' })).toMatchObject({ outcome: 'unknown' });
  });

  async function adOf(campaign: string): Promise<Id<'ad'>> {
    const { rows } = await world.database.read.query<{ ad: Id<'ad'> }>(
      `SELECT wire_id('ad', ad_id) AS ad FROM ad JOIN ad_set USING (ad_set_id) JOIN campaign c USING (campaign_id) WHERE c.name = $1`,
      [campaign],
    );
    return rows[0]?.ad ?? expect.fail(`no ad of ${campaign}`);
  }
});
