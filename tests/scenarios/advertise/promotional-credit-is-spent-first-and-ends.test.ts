import { KeepFunding, SetCampaignStatus } from '@flywheel/advertise';
import { GrantPromo } from '@flywheel/advertise/promo';
import { runClaims } from '@flywheel/database/auditing';
import { readCreditBalance } from '@flywheel/database/ledger';
import { micros, type Id } from '@flywheel/primitives';
import { TrialBalance } from '@flywheel/settle';
import { Reconcile } from '@flywheel/settle/checks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const at = useTestDatabase();
let world: AdvertisedWorld;
beforeAll(() => {
  world = new AdvertisedWorld(at.url);
});
afterAll(() => world.close());

const dollars = (amount: number) => micros(BigInt(amount) * 1_000_000n);
const free = async (account: string) => (await readCreditBalance(world.database.read, account, 'USD')) / 1_000_000n;

it('promotional credit is held before prepaid money, comes back to its own lot, and ends with it', async () => {
  const account: Id<'acc'> = await world.account(100);
  const grant = { account, lot: 'spring', amountMicros: dollars(30), reason: 'welcome', expiresAt: world.now + 60_000, actor: 'finance' };
  const flow = new GrantPromo(world.database);
  const answers = await Promise.all([1, 2, 3].map(() => flow.run({ ...grant, now: world.now })));
  expect(answers.map((each) => each.outcome).sort()).toEqual(['duplicate', 'duplicate', 'posted']);
  expect(await flow.run({ ...grant, amountMicros: dollars(31), now: world.now })).toEqual({ outcome: 'refused', reason: 'other-grant' });
  expect(await flow.run({ ...grant, lot: 'late', expiresAt: world.now, now: world.now })).toEqual({
    outcome: 'refused',
    reason: 'already-over',
  });

  const lot = `2015:${account}:spring`;
  const campaign = await world.launch(
    account,
    campaignDraft((draft) => (draft.budgets = { dailyMicros: null, lifetimeMicros: '50000000' })),
  );
  expect([await free(lot), await free(`2010:${account}`), await free(`2020:${campaign}`)]).toEqual([0n, 80n, 50n]);

  world.clock.advance(61_000);
  await new SetCampaignStatus(world.database).run({ campaign, status: 'archived', now: world.now, actor: 'system' });
  expect([await free(`2010:${account}`), await free(`2020:${campaign}`)]).toEqual([100n, 0n]);
  await new KeepFunding(world.database).run({ now: world.now });
  expect([await free(lot), await free('4017')]).toEqual([0n, 0n]);
  expect(await new TrialBalance(world.database).run({})).toMatchObject({ balanced: true });
  const { steps } = await new Reconcile(world.database).run();
  expect(steps.filter((step) => step.differenceN !== 0 || (step.differenceMicros ?? 0n) !== 0n)).toEqual([]);
  expect((await runClaims(world.database.read)).filter((claim) => claim.hits > 0)).toEqual([]);
});
