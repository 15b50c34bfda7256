import { GetCampaign, KeepFunding, UpdateCampaign } from '@flywheel/advertise';
import { readBudgets } from '@flywheel/database/budgets';
import type { CampaignDraft } from '@flywheel/http/campaigns';
import { toRowId, type Id } from '@flywheel/primitives';
import { TrialBalance } from '@flywheel/settle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('what is set aside', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    for (const placement of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']) {
      await world.database.read.query(
        `INSERT INTO placement (placement, rule, floor_micros, increment_micros) VALUES ($1, 'first', 0, 0)`,
        [placement],
      );
    }
  });
  afterAll(() => world.close());

  const keep = async (): Promise<void> => {
    world.clock.advance(1000);
    await world.serving.leaseKeeper.run({ now: world.now });
    await new KeepFunding(world.database).run({ now: world.now });
  };
  const money = async (campaign: Id<'cmp'>): Promise<[string, string]> => {
    const found = await new GetCampaign(world.database).run({ campaign, now: world.now });
    return [found?.fundedMicros ?? '', found?.heldMicros ?? ''];
  };
  /** Wins up to `wins` slots of the placement, each seen; an impression costs two dollars. */
  const win = async (placement: string, wins: number): Promise<number> => {
    let won = 0;
    for (let n = 0; n < wins; n += 1) {
      await world.refresh();
      const slot = world.slot({ placements: [{ id: placement, format: 'native_post' }] });
      if (slot.outcome !== 'filled') break;
      await world.beacon('impression', slot.token);
      won += 1;
    }
    await world.serving.leaseKeeper.run({ now: world.now });
    return won;
  };
  const dear = (placement: string, change: (draft: CampaignDraft) => void): CampaignDraft =>
    campaignDraft((draft, set) => {
      set.bidMicros = '2000000000';
      set.placements = [placement];
      change(draft);
    });
  const update = (campaign: Id<'cmp'>, document: CampaignDraft) =>
    new UpdateCampaign(world.database, world.random).run({ campaign, document, now: world.now, actor: 'system' });

  it('for thirty days of a daily budget is renewed while it runs, without a save', async () => {
    const account = await world.account(1000);
    const campaign = await world.launch(
      account,
      dear('one', (draft) => (draft.budgets = { dailyMicros: '10000000', lifetimeMicros: null })),
    );
    expect((await money(campaign))[0]).toBe('300000000');
    expect(await win('one', 9)).toBe(5);
    await keep();
    expect((await money(campaign))[0]).toBe('310000000');
    await keep();
    expect((await money(campaign))[0]).toBe('310000000');
    await world.setStatus(campaign, 'archived');
  });

  it('comes back when the campaign is paused and nothing is outstanding, and is set aside again when it starts', async () => {
    const account = await world.account(60);
    const campaign = await world.launch(
      account,
      dear('two', (draft) => (draft.budgets.lifetimeMicros = '50000000')),
    );
    expect(await win('two', 3)).toBe(3);
    await world.setStatus(campaign, 'paused');
    world.clock.advance(4000);
    await world.serving.leaseKeeper.drain({ now: world.now });
    await keep();
    expect((await money(campaign))[0]).toBe('6000000');
    await world.setStatus(campaign, 'active');
    expect((await money(campaign))[0]).toBe('50000000');
    expect(await win('two', 30)).toBe(22);
    expect((await new TrialBalance(world.database).run({})).balanced).toBe(true);
  });

  it('comes back when the campaign has ended', async () => {
    const account = await world.account(60);
    const endsAt = new Date(world.now + 3_600_000).toISOString();
    const campaign = await world.launch(
      account,
      dear('three', (draft) => {
        draft.budgets.lifetimeMicros = '50000000';
        draft.schedule = { startsAt: new Date(world.now).toISOString(), endsAt };
      }),
    );
    world.clock.advance(3_610_000);
    await keep();
    await keep();
    expect((await money(campaign))[0]).toBe('0');
  });

  it('of a lowered budget stays at what is leased, deciders give it back within two seconds, and the rest follows', async () => {
    const account = await world.account(60);
    const draft = (lifetime: string) => dear('four', (document) => (document.budgets.lifetimeMicros = lifetime));
    const campaign = await world.launch(account, draft('50000000'));
    expect(await win('four', 2)).toBe(2);
    await world.refresh();
    const [before] = await readBudgets(world.database.read, campaign);
    expect(before?.leasedMicros).toBeGreaterThan(4_000_000n);
    const saved = await update(campaign, draft('4000000'));
    if (saved.outcome === 'saved') for (const creative of saved.creatives) await world.approve(creative);
    expect(await money(campaign)).toEqual([String(before?.leasedMicros), String(before?.leasedMicros)]);
    await keep();
    expect((await money(campaign))[0]).toBe('4000000');
    expect((await readBudgets(world.database.read, campaign))[0]).toMatchObject({ capMicros: 4_000_000n, leasedMicros: 4_000_000n });
    await world.refresh();
    expect(world.slot({ placements: [{ id: 'four', format: 'native_post' }] })).toMatchObject({ outcome: 'empty', reason: 581 });
  });

  it('is spent by ad sets within budgets of their own', async () => {
    const account = await world.account(600);
    const campaign = await world.launch(
      account,
      dear('five', (draft) => {
        draft.budgets = { dailyMicros: null, lifetimeMicros: null };
        draft.adSets = draft.adSets.map((set) => ({ ...set, budgets: { dailyMicros: '6000000', lifetimeMicros: '20000000' } }));
      }),
    );
    expect((await money(campaign))[0]).toBe('20000000');
    const perDay: number[] = [];
    for (let day = 0; day < 5; day += 1) {
      perDay.push(await win('five', 10));
      world.clock.advance(24 * 3_600_000);
    }
    expect(perDay).toEqual([3, 3, 3, 1, 0]);
    const { rows } = await world.database.read.query<{ over: number }>(
      `SELECT count(*)::int AS over FROM budget WHERE campaign_id = $1 AND leased_micros > cap_micros`,
      [toRowId(campaign)],
    );
    expect(rows[0]?.over).toBe(0);
  });

  it('is shared by ad sets within their least and most parts of it', async () => {
    const account = await world.account(600);
    const limits: Record<string, [string | null, string | null]> = {
      six: [null, '6000000'],
      seven: ['8000000', null],
      eight: [null, null],
    };
    await world.launch(
      account,
      dear('six', (draft) => {
        draft.budgets.lifetimeMicros = '20000000';
        draft.adSets = Object.entries(limits).flatMap(([placement, [minMicros, maxMicros]]) =>
          draft.adSets.map((set) => ({ ...set, name: placement, placements: [placement], budgetLimits: { minMicros, maxMicros } })),
        );
      }),
    );
    expect(await win('six', 9)).toBe(3);
    expect(await win('eight', 9)).toBe(3);
    expect(await win('seven', 9)).toBe(4);
    expect(await win('eight', 9)).toBe(0);
  });
});
