import type { PreviewRequest } from '@flywheel/http/preview';
import { EraseViewer } from '@flywheel/ingest';
import type { Id } from '@flywheel/primitives';
import { PreviewEdit } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft, minuteMs } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('an edit of a campaign', () => {
  const at = useTestDatabase();
  const decisions = 24;
  let world: AdvertisedWorld;
  let autumn: Id<'cmp'>;
  let rival: Id<'cmp'>;
  let readers: Id<'set'>;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    for (const name of ['mia', 'tom']) await world.viewer(name);
    autumn = await world.launch(await world.account(100), campaignDraft());
    const draft = campaignDraft((document, set) => {
      document.name = 'Rival';
      set.bidMicros = '1500000';
    });
    rival = await world.launch(await world.account(100, 'Rival Ltd', 'rival.example'), draft);
    readers = await adSetOf(rival);
    await world.refresh();
    for (let n = 0; n < decisions; n += 1) {
      world.decide({ viewer: n % 4 === 0 ? 'mia' : 'tom', context: { country: 'DE', device: 'phone' } });
      world.clock.advance(minuteMs);
      await world.serving.recordDecisions.run();
    }
  });
  afterAll(() => world.close());

  async function adSetOf(campaign: Id<'cmp'>): Promise<Id<'set'>> {
    const { rows } = await world.database.read.query<{ set: Id<'set'> }>(
      `SELECT wire_id('set', ad_set_id) AS set FROM ad_set WHERE wire_id('cmp', campaign_id) = $1`,
      [campaign],
    );
    return rows[0]?.set ?? expect.fail('no ad set');
  }

  async function preview(edit: PreviewRequest, campaign = rival) {
    const result = await new PreviewEdit(world.database, world.keys.auctionKey).run({ campaign, edit, now: world.now });
    return result.outcome === 'previewed' ? result.preview : expect.fail(result.outcome);
  }

  it('that bids more wins more of the same week, at the price it would have needed', async () => {
    const before = await preview({ adSets: [] });
    const more = await preview({ adSets: [{ id: readers, bidMicros: '3000000' }] });
    expect(more).toMatchObject({ lookedThrough: decisions, found: decisions, replayed: decisions, slots: decisions });
    expect(more.won).toEqual({ before: 0, after: decisions, change: { low: decisions, high: decisions } });
    // A step above the 2.00 per 1,000 that the other offers; each shown once.
    expect(more.meanPriceMicros).toEqual({ before: null, after: '2010', change: null });
    const spend = String(2010 * decisions);
    expect(more.spendMicros).toEqual({ before: '0', after: spend, change: { low: spend, high: spend } });
    expect(more.words).toContain('Rivals, budgets and people are held as they were');
    expect(await preview({ adSets: [{ id: readers, bidMicros: '3000000' }] })).toEqual(more);
    expect(await preview({ adSets: [] })).toEqual(before);
  });

  it('that changes no bid changes nothing to the micro', async () => {
    const none = { low: '0', high: '0' };
    const own = await adSetOf(autumn);
    for (const adSets of [[], [{ id: own }], [{ id: own, bidMicros: '2000000' }]]) {
      const same = await preview({ adSets }, autumn);
      expect(same.replayed).toBe(decisions);
      expect(same.won).toEqual({ before: decisions, after: decisions, change: { low: 0, high: 0 } });
      expect(same.meanPriceMicros).toEqual({ before: '1510', after: '1510', change: none });
      const spend = String(1510 * decisions);
      expect(same.spendMicros).toEqual({ before: spend, after: spend, change: none });
    }
    expect((await preview({ adSets: [{ id: readers, bidMicros: '1500000' }] })).won).toEqual((await preview({ adSets: [] })).won);
  });

  it('that bids too little for the same slots loses them', async () => {
    const less = await preview({ adSets: [{ id: await adSetOf(autumn), bidMicros: '1400000' }] }, autumn);
    expect(less.won).toMatchObject({ before: decisions, after: 0 });
    expect(less.spendMicros.change).toEqual({ low: String(-1510 * decisions), high: String(-1510 * decisions) });
  });

  it('that takes the money away wins nothing, however high its bid', async () => {
    const broke = await preview({ adSets: [{ id: readers, bidMicros: '3000000' }], dailyMicros: '0', lifetimeMicros: '5000000' });
    expect(broke.won.after).toBe(0);
  });

  it('is refused where it names an ad set of somebody else', async () => {
    const edit = { adSets: [{ id: readers }, { id: `set_${'0'.repeat(32)}` }] };
    const refused = await new PreviewEdit(world.database, world.keys.auctionKey).run({ campaign: rival, edit, now: world.now });
    expect(refused).toEqual({ outcome: 'unknown-ad-set', at: 1 });
  });

  it('counts the decisions of erased people apart', async () => {
    await new EraseViewer(world.database).run({ viewer: 'mia', now: world.now });
    const left = await preview({ adSets: [{ id: readers, bidMicros: '3000000' }] });
    expect(left).toMatchObject({
      found: decisions,
      replayed: 18,
      notReplayed: { erased: 6, forgotten: 0, changed: 0 },
      won: { after: 18 },
    });
    expect(left.words).toContain('6 decisions can not be made again because the person was erased.');
  });

  it('looks back seven days and no further', async () => {
    world.clock.advance(8 * 24 * 60 * minuteMs);
    expect(await preview({ adSets: [] })).toMatchObject({
      lookedThrough: 0,
      found: 0,
      replayed: 0,
      won: { before: 0, after: 0, change: null },
    });
  });
});
