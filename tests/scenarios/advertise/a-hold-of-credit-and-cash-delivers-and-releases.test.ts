import { KeepFunding } from '@flywheel/advertise';
import { GrantPromo } from '@flywheel/advertise/promo';
import { runClaims } from '@flywheel/database/auditing';
import { readCreditBalance } from '@flywheel/database/ledger';
import { readHeldLots } from '@flywheel/database/lots';
import { micros } from '@flywheel/primitives';
import { SealBuckets, TrialBalance } from '@flywheel/settle';
import { Reconcile } from '@flywheel/settle/checks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft, hourMs, minuteMs } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const at = useTestDatabase();
let world: AdvertisedWorld;
beforeAll(async () => {
  world = new AdvertisedWorld(at.url);
  await world.database.read.query(`UPDATE placement SET rule = 'first', floor_micros = 0 WHERE placement = '*'`);
});
afterAll(() => world.close());

const dollars = (amount: number) => micros(BigInt(amount) * 1_000_000n);
const left = async (account: string) => (await readCreditBalance(world.database.read, account, 'USD')) / 1_000_000n;

/** Shows ads that cost a dollar each until `wanted` were seen. */
async function deliver(wanted: number): Promise<void> {
  let seen = 0;
  for (let tries = 0; tries < 600 && seen < wanted; tries += 1) {
    world.clock.advance(1_000);
    await world.refresh();
    const slot = world.slot();
    if (slot.outcome !== 'filled') continue;
    expect(await world.beacon('impression', slot.token)).toMatchObject({ outcome: 'stored' });
    seen += 1;
  }
  expect(seen).toBe(wanted);
}

async function nothingIsAmiss(): Promise<void> {
  expect(await new TrialBalance(world.database).run({})).toMatchObject({ balanced: true });
  const { steps } = await new Reconcile(world.database).run();
  expect(steps.filter((step) => step.differenceN !== 0 || (step.differenceMicros ?? 0n) !== 0n)).toEqual([]);
  expect((await runClaims(world.database.read)).filter((claim) => claim.hits > 0)).toEqual([]);
}

it.each([
  { delivered: 10, heldCredit: 20, heldCash: 20, freeCash: 100 },
  { delivered: 35, heldCredit: 0, heldCash: 15, freeCash: 95 },
])(
  'of 30 credit and 20 cash set aside, $delivered delivered leave their own lots',
  async ({ delivered, heldCredit, heldCash, freeCash }) => {
    const account = await world.account(100);
    const grant = `spring-${delivered}`;
    const [lot, prepaid] = [`2015:${account}:${grant}`, `2010:${account}`];
    const promo = { account, lot: grant, amountMicros: dollars(30), reason: 'welcome', expiresAt: world.now + hourMs, actor: 'finance' };
    expect(await new GrantPromo(world.database).run({ ...promo, now: world.now })).toMatchObject({ outcome: 'posted' });
    const campaign = await world.launch(
      account,
      campaignDraft((draft, set) => {
        draft.budgets.lifetimeMicros = '50000000';
        set.bidMicros = '1000000000';
      }),
    );
    expect([await left(lot), await left(prepaid), await left(`2020:${campaign}`)]).toEqual([0n, 80n, 50n]);

    await deliver(delivered);
    await world.serving.leaseKeeper.drain({ now: world.now });
    world.clock.advance(2 * minuteMs);
    expect((await new SealBuckets(world.database).run({ now: world.now })).amountMicros).toBe(dollars(delivered));
    const heldMicros = dollars(50 - delivered);
    const held = await world.database.inTransaction((tx) => readHeldLots(tx, { account, campaign, currency: 'USD', heldMicros }));
    const lots = new Map(held.map((each) => [each.account, each.amountMicros]));
    expect([lots.get(lot) ?? 0n, lots.get(prepaid)]).toEqual([dollars(heldCredit), dollars(heldCash)]);
    await nothingIsAmiss();

    await world.setStatus(campaign, 'archived');
    await new KeepFunding(world.database).run({ now: world.now });
    expect([await left(lot), await left(prepaid), await left(`2020:${campaign}`)]).toEqual([BigInt(heldCredit), BigInt(freeCash), 0n]);
    await nothingIsAmiss();

    world.clock.advance(hourMs);
    await new KeepFunding(world.database).run({ now: world.now });
    expect([await left(lot), await left(prepaid)]).toEqual([0n, BigInt(freeCash)]);
    await nothingIsAmiss();
  },
);
