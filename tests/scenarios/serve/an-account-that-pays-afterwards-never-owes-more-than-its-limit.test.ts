import { KeepFunding, ListAccounts, ReceivePayment, SetCredit } from '@flywheel/advertise';
import { ListPayments, TakePaymentBack } from '@flywheel/advertise/payments';
import { Database } from '@flywheel/database';
import { closeExpiredLeases } from '@flywheel/database/budgets';
import { micros, seededRandom, toRowId, type Id } from '@flywheel/primitives';
import { readShown } from '@flywheel/report';
import { ImpressionTokens } from '@flywheel/runtime';
import { openServing } from '@flywheel/serve';
import { RecordBeacons, SealBuckets } from '@flywheel/settle';
import { CheckBooks, Reconcile } from '@flywheel/settle/checks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft, hourMs, minuteMs } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const price = 2_000n;
const [limit, wanted] = [100n * price, 80n * price];
const deciders = 8;

describe('an account that pays afterwards', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  let account: Id<'acc'>;
  let fleet: Array<{ database: Database; serving: ReturnType<typeof openServing>; beacons: RecordBeacons }>;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    await world.database.read.query(`UPDATE placement SET rule = 'first', floor_micros = 0 WHERE placement = '*'`);
    fleet = Array.from({ length: deciders }, (_, n) => {
      const [database, random] = [new Database({ url: at.url, clock: world.clock, poolSize: 2 }), seededRandom(`decider ${n}`)];
      const serving = openServing({ database, tokenKeys: world.keys, random, decider: `decider-${n}` });
      return { database, serving, beacons: new RecordBeacons(database, new ImpressionTokens(world.keys), random) };
    });
  });
  afterAll(async () => {
    for (const { database, serving } of fleet) {
      await serving.leaseKeeper.drain({ now: world.now });
      await database.close();
    }
    await world.close();
  });

  const credit = async () => (await new ListAccounts(world.database).run({ accounts: [account] })).items[0]?.credit;
  const charged = async (of: Id<'acc'> = account): Promise<bigint> => {
    const { rows } = await world.database.read.query<{ spent: bigint }>(
      'SELECT coalesce(sum(price_micros), 0)::bigint AS spent FROM charge WHERE account_id = $1',
      [toRowId(of)],
    );
    return rows[0]?.spent ?? 0n;
  };
  const setLimit = (limitMicros: bigint) =>
    new SetCredit(world.database).run({ account, limitMicros: micros(limitMicros), now: world.now, actor: 'finance' });
  const pay = (amountMicros: bigint, pspEvent: string) =>
    new ReceivePayment(world.database).run({ account, amountMicros: micros(amountMicros), pspEvent, now: world.now, actor: 'psp' });
  const draftOf = (lifetime: bigint) =>
    campaignDraft((draft, set) => {
      draft.budgets.lifetimeMicros = String(lifetime);
      set.bidMicros = String(price * 1000n);
    });

  /** What is spent, granted and taken of the credit, each below the next; nothing may come between. */
  async function noneIsOver(): Promise<void> {
    const { rows } = await world.database.read.query<{ fault: string }>(
      `SELECT format('%s spent, %s granted of %s taken of %s', l.spent, l.granted, b.leased_micros, b.cap_micros) AS fault
       FROM budget b JOIN (SELECT credit_account_id, sum(granted_micros) AS granted, sum(spent_micros) AS spent FROM budget_lease
         GROUP BY 1) l ON l.credit_account_id = b.campaign_id
       LEFT JOIN LATERAL (SELECT coalesce(-sum(p.amount_micros), 0) AS paid FROM books.posting p WHERE p.account =
         '1100:' || wire_id('acc', b.campaign_id)) payments ON true
       WHERE b.time_window = 'credit' AND NOT (l.spent <= l.granted AND l.granted = b.leased_micros + payments.paid
         AND b.leased_micros <= b.cap_micros)`,
    );
    expect(rows).toEqual([]);
  }

  /** Every decider sells what it can, all at once, until two rounds in a row sell nothing. */
  async function sellOut(): Promise<void> {
    for (let [round, quiet] = [0, 0]; round < 200 && quiet < 2; round += 1) {
      world.clock.advance(1_000);
      const sold = await Promise.all(fleet.map(sellSome));
      await noneIsOver();
      quiet = sold.every((each) => each === 0) ? quiet + 1 : 0;
    }
  }

  async function sellSome({ serving, beacons }: (typeof fleet)[number]): Promise<number> {
    await serving.refreshIndex.run({ now: world.now });
    await serving.leaseKeeper.run({ now: world.now });
    const placements = [{ id: 'feed', format: 'native_post' as const }];
    const results = Array.from({ length: 5 }, () => serving.decideAds.run({ request: { placements }, now: world.now }).results).flat();
    const tokens = results.flatMap((result) => (result.outcome === 'filled' ? [result.token] : []));
    await serving.recordDecisions.run();
    await beacons.run(tokens.map((token) => ({ kind: 'impression', token, acceptedAt: world.now })));
    return tokens.length;
  }

  /** Leases and tokens end, what came back is sold. */
  async function later(): Promise<void> {
    world.clock.advance(3 * hourMs);
    while ((await world.database.inTransaction((tx) => closeExpiredLeases(tx, world.now))).length > 0);
    await sellOut();
  }

  it('with two campaigns that want 80 each of a limit of 100 is charged 100, by eight deciders at once', async () => {
    account = await world.account(0);
    expect(await setLimit(limit)).toEqual({ outcome: 'set' });
    for (const name of ['one', 'two']) expect(await world.launch(account, { ...draftOf(wanted), name })).toMatch(/^cmp_/);
    await sellOut();
    await later();
    expect(await charged()).toBe(limit);
    expect(await credit()).toMatchObject({ limitMicros: String(limit), committedMicros: String(limit) });
    const { rows } = await world.database.read.query<{ n: number }>('SELECT count(DISTINCT decider)::int AS n FROM budget_lease');
    expect(rows[0]?.n).toBeGreaterThan(deciders / 2);
  }, 60_000);

  it('sees why nothing is shown any more, and owes what its batches debit on 1110', async () => {
    const [first] = fleet;
    await first?.serving.leaseKeeper.run({ now: world.now });
    const [result] = first?.serving.decideAds.run({ request: { placements: [{ id: 'feed', format: 'native_post' }] }, now: world.now })
      .results ?? [undefined];
    expect(result).toMatchObject({ outcome: 'empty', reason: 582 });
    world.clock.advance(2 * minuteMs);
    await new SealBuckets(world.database).run({ now: world.now });
    expect(await credit()).toMatchObject({ owedMicros: String(limit) });
    const { rows } = await world.database.read.query(
      `SELECT left(p.account, 4) AS code, sum(p.amount_micros)::bigint AS amount FROM books.posting p GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { code: '1110', amount: limit },
      { code: '4010', amount: -limit },
    ]);
    const { steps } = await new Reconcile(world.database).run();
    expect(steps.filter((step) => step.differenceN !== 0 || (step.differenceMicros ?? 0n) !== 0n)).toEqual([]);
  });

  it('gets room for exactly what it pays, however often the payment is told; never for more than it owes', async () => {
    expect(await pay(limit + 1n, 'too-much')).toEqual({ outcome: 'refused', reason: 'more-than-owed' });
    const paid = await Promise.all(Array.from({ length: 8 }, () => pay(30n * price, 'wire-1')));
    expect(paid.map((each) => each.outcome).sort()).toEqual([...Array<string>(7).fill('duplicate'), 'posted']);
    expect(await pay(31n * price, 'wire-1')).toEqual({ outcome: 'refused', reason: 'other-payment' });
    expect(await credit()).toMatchObject({ committedMicros: String(limit - 30n * price), owedMicros: String(limit - 30n * price) });
    await sellOut();
    await later();
    expect(await charged()).toBe(limit + 30n * price);
    await noneIsOver();
  }, 60_000);

  it('pays by mistake: it is taken back once, with the room it made, and never where that room is used', async () => {
    const before = await credit();
    const paid = await pay(20n * price, 'mistake');
    if (paid.outcome !== 'posted') return expect.fail(paid.outcome);
    const back = (reason: string) =>
      new TakePaymentBack(world.database).run({ account, payment: paid.entry, reason, now: world.now, actor: 'finance' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => back('another advertiser paid')));
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['posted', ...Array<string>(7).fill('replayed')]);
    expect(await back('some other reason')).toEqual({ outcome: 'refused', reason: 'taken-back' });
    expect(await credit()).toEqual(before);
    await noneIsOver();
    const { items } = await new ListPayments(world.database).run({ account });
    expect(items.map(({ reference, takenBack }) => [reference, takenBack?.reason])).toEqual([
      ['mistake', 'another advertiser paid'],
      ['wire-1', undefined],
    ]);
    // What was paid first was spent again since: the limit would be passed.
    const first = items.find(({ reference }) => reference === 'wire-1')?.entry as Id<'ent'>;
    const used = await new TakePaymentBack(world.database).run({ account, payment: first, reason: 'bounced', now: world.now, actor: 'f' });
    expect(used).toEqual({ outcome: 'refused', reason: 'credit-used' });
    expect(await credit()).toEqual(before);
    const run = await new CheckBooks(world.database, readShown).run({ now: world.now, cause: 'asked', askedBy: 'usr_finance' });
    expect(run.steps.filter(({ apart }) => apart > 0)).toEqual([]);
    expect(run.claims.filter(({ hits }) => hits > 0)).toEqual([]);
  });

  it('whose limit is lowered sells nothing more and keeps what was committed; then the lower limit holds', async () => {
    await setLimit(40n * price);
    expect(await credit()).toMatchObject({ limitMicros: String(40n * price), committedMicros: String(limit) });
    await later();
    expect(await charged()).toBe(limit + 30n * price);
    world.clock.advance(2 * minuteMs);
    await new SealBuckets(world.database).run({ now: world.now });
    expect((await pay(70n * price, 'wire-2')).outcome).toBe('posted');
    await new KeepFunding(world.database).run({ now: world.now });
    const { rows } = await world.database.read.query(
      `SELECT cap_micros, leased_micros, wanted_micros FROM budget WHERE time_window = 'credit'`,
    );
    expect(rows).toEqual([{ cap_micros: 40n * price, leased_micros: 30n * price, wanted_micros: null }]);
    await sellOut();
    await later();
    expect(await charged()).toBe(limit + 40n * price);
  }, 60_000);

  it('keeps campaigns that were prepaid before prepaid, and a campaign stays as it was made', async () => {
    const other = await world.account(100, 'Tea & Co', 'tea.example');
    const campaign = await world.launch(other, draftOf(20n * price));
    await new SetCredit(world.database).run({ account: other, limitMicros: micros(limit), now: world.now, actor: 'finance' });
    await sellOut();
    await later();
    expect(await charged(other)).toBe(20n * price);
    world.clock.advance(2 * minuteMs);
    await new SealBuckets(world.database).run({ now: world.now });
    const { rows } = await world.database.read.query<{ held: bigint }>(
      'SELECT balance_micros AS held FROM books.balance WHERE account = $1',
      [`2020:${campaign}`],
    );
    expect(rows).toEqual([{ held: 0n }]);
    const change = world.database.read.query(`UPDATE campaign SET funding = 'postpaid' WHERE campaign_id = $1`, [toRowId(campaign)]);
    await expect(change).rejects.toThrow('settled when it is made');
  }, 60_000);
});
