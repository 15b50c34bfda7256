import { GetCampaign, ListAccounts, ListCampaignVersions, UpdateCampaign } from '@flywheel/advertise';
import { TrialBalance } from '@flywheel/settle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('an advertiser’s money', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  beforeAll(() => {
    world = new AdvertisedWorld(at.url);
  });
  afterAll(() => world.close());

  const moneyOf = async (account: `acc_${string}`): Promise<[string | undefined, string | undefined]> => {
    const [found] = (await new ListAccounts(world.database).run({ accounts: [account] })).items;
    return [found?.balanceMicros, found?.heldMicros];
  };

  it('is paid in once per event of the payment provider', async () => {
    const account = await world.account(0);
    expect(await world.topUp(account, 20, 'psp-1')).toMatchObject({ outcome: 'posted' });
    expect(await world.topUp(account, 20, 'psp-1')).toMatchObject({ outcome: 'duplicate' });
    expect(await world.topUp(account, 21, 'psp-1')).toEqual({ outcome: 'refused', reason: 'other-payment' });
    expect(await moneyOf(account)).toEqual(['20000000', '0']);
  });

  it('is set aside when a campaign starts, as far as it goes, and completed by the next top-up', async () => {
    const account = await world.account(30);
    const campaign = await world.launch(account, campaignDraft());
    expect(await moneyOf(account)).toEqual(['0', '30000000']);
    await world.topUp(account, 40, 'psp-2');
    expect(await moneyOf(account)).toEqual(['20000000', '50000000']);
    expect(await new GetCampaign(world.database).run({ campaign, now: world.now })).toMatchObject({
      effective: { status: 'active' },
      fundedMicros: '50000000',
    });
  });

  it('follows a changed budget, and comes back when the campaign is archived', async () => {
    const account = await world.account(60);
    const campaign = await world.launch(account, campaignDraft());
    const smaller = campaignDraft((draft) => (draft.budgets.lifetimeMicros = '10000000'));
    const update = new UpdateCampaign(world.database, world.random);
    expect(await update.run({ campaign, document: smaller, now: world.now, actor: 'system' })).toMatchObject({
      outcome: 'saved',
      version: 3,
    });
    expect(await moneyOf(account)).toEqual(['50000000', '10000000']);
    expect(await world.setStatus(campaign, 'archived')).toEqual({ outcome: 'changed', version: 4 });
    expect(await moneyOf(account)).toEqual(['60000000', '0']);
    expect(await world.setStatus(campaign, 'active')).toEqual({ outcome: 'refused', reason: 'not-possible' });
    expect((await new TrialBalance(world.database).run({})).balanced).toBe(true);
  });

  it('stays where it is when a document is refused, with the name of the field', async () => {
    const account = await world.account(60);
    const campaign = await world.launch(account, campaignDraft());
    const update = new UpdateCampaign(world.database, world.random);
    const wrongGoal = campaignDraft((_, set) => (set.goal = 'click'));
    expect(await update.run({ campaign, document: wrongGoal, now: world.now, actor: 'system' })).toMatchObject({
      reason: 'invalid',
      field: 'adSets.0.goal',
    });
    const nowhere = campaignDraft((_, set) => (set.targeting = { all: [{ attr: 'segment', op: 'in', values: ['iab:999999'] }] }));
    expect(await update.run({ campaign, document: nowhere, now: world.now, actor: 'system' })).toMatchObject({
      reason: 'targeting',
      field: 'adSets.0.targeting.all.0',
    });
    await world.database.read.query(`UPDATE taxonomy_node SET sensitive = true WHERE node = 'iab:42'`);
    const health = campaignDraft((_, set) => (set.targeting = { attr: 'node', op: 'in', values: ['iab:42'] }));
    expect(await update.run({ campaign, document: health, now: world.now, actor: 'system' })).toMatchObject({
      field: 'adSets.0.targeting.values.0',
    });
    expect((await new ListCampaignVersions(world.database).run({ campaign })).items.map((each) => each.cause)).toEqual([
      'campaign.active',
      'save',
    ]);
    expect(await moneyOf(account)).toEqual(['10000000', '50000000']);
  });
});
