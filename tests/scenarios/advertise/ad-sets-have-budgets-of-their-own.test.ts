import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { bookDraft, Desk } from './desk.ts';

describe('a campaign whose ad sets have the budgets', () => {
  const at = useTestDatabase();
  let desk: Desk;
  beforeAll(() => {
    desk = new Desk(at.url);
  });
  afterAll(() => desk.close());

  const draft = bookDraft((each) => {
    const [set] = each.adSets;
    each.budgets = { dailyMicros: null, lifetimeMicros: null };
    each.adSets.push({ ...set, name: 'others', budgets: { dailyMicros: null, lifetimeMicros: '30000000' } });
    set.budgets = { dailyMicros: null, lifetimeMicros: '20000000' };
  });

  it('sets aside their sum, and gives one’s back when it is archived', async () => {
    const account = await desk.account(60);
    const campaign = await desk.launch(account, draft);
    expect(await desk.money(account)).toEqual(['10000000', '50000000']);
    expect(await desk.show(campaign)).toMatchObject({ lifetimeBudgetMicros: '50000000', dailyBudgetMicros: null });
    const others = (await desk.show(campaign)).adSets.find((each) => each.name === 'others');
    await desk.set(campaign, 'archived', { adSet: others?.adSet ?? '' });
    expect(await desk.money(account)).toEqual(['40000000', '20000000']);
  });

  it('is capped where one’s day is used up, and serves while another’s is not', async () => {
    const campaign = await desk.launch(await desk.account(60), draft);
    const { adSets } = await desk.show(campaign);
    const use = (adSet: string, window: string) =>
      desk.database.read.query(
        `INSERT INTO budget (campaign_id, time_window, currency, cap_micros, leased_micros) VALUES (row_id($1), $2, 'USD', 100, 100)
         ON CONFLICT (campaign_id, time_window) DO UPDATE SET leased_micros = budget.cap_micros`,
        [campaign, `set:${adSet.slice(4)}:${window}`],
      );
    const [one, two] = adSets;
    if (!one || !two) throw new Error('two ad sets');
    await use(one.adSet, 'life');
    expect((await desk.show(campaign)).adSets.map((each) => [each.effective.status, each.effective.code])).toEqual([
      ['spent', 581],
      ['active', 0],
    ]);
    expect((await desk.show(campaign)).effective.status).toBe('active');
  });

  it('keeps what each may bid: as stated, twice the cost, or what its day can bear', async () => {
    const strategies = bookDraft((each) => {
      const [set] = each.adSets;
      each.budgets = { dailyMicros: '10000000', lifetimeMicros: null };
      each.adSets.push(
        { ...set, name: 'cost', bidStrategy: 'cost_cap', bidMicros: null, costMicros: '3000000' },
        { ...set, name: 'low', bidStrategy: 'lowest_cost', bidMicros: null },
      );
    });
    const { campaign } = await desk.create(await desk.account(0), strategies);
    const { rows } = await desk.database.read.query<{ name: string; bid: bigint; cost: bigint | null }>(
      'SELECT name, bid_micros AS bid, cost_micros AS cost FROM ad_set WHERE campaign_id = row_id($1) ORDER BY bid_micros',
      [campaign],
    );
    expect(rows).toEqual([
      { name: 'readers', bid: 2_000_000n, cost: null },
      { name: 'cost', bid: 6_000_000n, cost: 3_000_000n },
      { name: 'low', bid: 50_000_000n, cost: null },
    ]);
  });
});
