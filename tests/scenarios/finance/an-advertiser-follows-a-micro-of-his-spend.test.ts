import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@flywheel/primitives';
import { fieldsIn, Follower, openMorning, person, seen, type Morning } from '../../fixtures/cents-to-follow.ts';
import { useTestDatabase } from '../../stack/database.ts';

const server = useTestDatabase();
let morning: Morning;
let buyer: Follower;
beforeAll(async () => {
  morning = await openMorning(server.url);
  const { account } = morning;
  buyer = new Follower(morning, person({ role: 'advertiser.analyst', account }), { account });
});
afterAll(() => morning.database.close());

const charged = 1_001n + 2_003n + 777n + 999n + 5_555n + 333n + 1n;
const campaign = () => ({ report: 'advertiser-performance' as const, by: 'campaign' as const, key: morning.campaign });

describe('an advertiser follows his spend', () => {
  it('from the campaign’s figure to its batches, and to impressions with their prices', async () => {
    const page = await buyer.report('advertiser-performance', 'campaign');
    const cell = seen(await buyer.cell(campaign()));
    expect(cell.figures.map((figure) => [figure.metric, figure.reportMicros, figure.differenceMicros])).toEqual([
      ['spend', String(charged), '0'],
      ['spend_estimated', '611', '0'],
    ]);
    expect(page.results[0]?.rows[0]?.values['spend']).toBe(String(charged));
    const prices: bigint[] = [];
    for (const { batch } of cell.batches)
      prices.push(...seen(await buyer.charges(batch)).charges.map((charge) => BigInt(charge.priceMicros ?? -1)));
    expect(prices.reduce((sum, each) => sum + each, 0n)).toBe(charged + 611n);
    expect(seen(await buyer.batch(cell.batches[0]?.batch ?? ''))).toMatchObject({
      values: { spend: String(charged) },
      proof: { verdict: 'holds' },
      campaignName: 'Spring',
    });
  });

  it('of one placement, one creative, one ad: only what belongs to the cell', async () => {
    for (const [by, key] of [
      ['placement', 'feed'],
      ['creative', morning.creative],
    ] as const) {
      const cell = seen(await buyer.cell({ report: 'advertiser-performance', by, key }));
      expect(cell.figures[0]).toMatchObject({ metric: 'spend', batchesMicros: String(charged), differenceMicros: '0' });
      const list = seen(await buyer.charges(cell.batches[0]?.batch ?? '', { by, key }));
      expect(list.totals).toMatchObject({ rows: 7, priceMicros: String(charged) });
      expect(seen(await buyer.charges(cell.batches[0]?.batch ?? '', { by: 'placement', key: 'elsewhere' })).totals.rows).toBe(0);
    }
  });

  it('and back: from an impression to its charge, batch, entry and the figures that count it', async () => {
    const [charge] = seen(await buyer.impression(morning.imps[4] ?? '')).charges;
    expect(charge).toMatchObject({ priceMicros: '5555', hash: 'holds', creative: 'Try it', reasonWords: 'counted' });
    for (const home of charge?.cells ?? []) {
      const cell = seen(await buyer.cell({ report: home.report, by: home.by, key: home.key }));
      expect(cell.batches.map((batch) => batch.batch)).toContain(charge?.batch);
    }
  });

  it('meets no creator, no share, no country, no device and no viewer', async () => {
    const [first] = seen(await buyer.cell(campaign())).batches;
    const all = [
      await buyer.cell(campaign()),
      await buyer.batch(first?.batch ?? ''),
      await buyer.charges(first?.batch ?? ''),
      await buyer.impression(morning.imps[0] ?? ''),
    ];
    const forbidden = /share|earnings|creator|content|country|viewer|device|decision|net_revenue|explained/i;
    expect([...fieldsIn(all)].filter((field) => forbidden.test(field))).toEqual([]);
    expect(JSON.stringify(all)).not.toContain('post-0');
  });

  it('a country or a device is never shown for single impressions, and a small one is withheld from everybody', async () => {
    for (const by of ['country', 'device'] as const) {
      const key = by === 'country' ? 'SE' : 'unknown';
      const cell = seen(await buyer.cell({ report: 'advertiser-performance', by, key }));
      expect(cell).toMatchObject({ figures: [], batches: [], sealed: { batches: 0, rows: 0 }, withheld: { k: 50 } });
      const all = seen(await new Follower(morning, person({ role: 'finance.viewer' })).cell({ report: 'advertiser-performance', by, key }));
      expect(all.withheld?.words).toContain('Fewer than 50 people');
    }
  });

  it('what is another’s is not there', async () => {
    const foreign = { account: newId('acc', 0, morning.random) };
    const [first] = seen(await buyer.cell(campaign())).batches;
    expect(await buyer.cell({ ...campaign(), ...foreign })).toBe('hidden');
    expect(await buyer.batch(first?.batch ?? '', foreign)).toBe('hidden');
    expect(await buyer.batch(first?.batch ?? '', { creator: morning.creators[0] })).toBe('hidden');
    expect(await buyer.impression(morning.imps[0] ?? '', {})).toBe('refused');
    const stranger = new Follower(morning, person({ role: 'advertiser.owner', ...foreign }), foreign);
    expect(await stranger.batch(first?.batch ?? '')).toBe('hidden');
    expect(await stranger.charges(first?.batch ?? '')).toBe('hidden');
    expect(await stranger.impression(morning.imps[0] ?? '')).toBe('hidden');
    expect(await stranger.cell({ ...campaign(), campaign: morning.campaign })).toBe('hidden');
  });
});
