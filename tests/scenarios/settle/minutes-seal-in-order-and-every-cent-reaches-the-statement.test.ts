import { postEntry } from '@flywheel/database/ledger';
import { topUp } from '@flywheel/ledger';
import { micros } from '@flywheel/primitives';
import {
  AllocateReinvestment,
  CloseMonth,
  CreatorStatement,
  RecordBeacons,
  ResolvePending,
  SealBuckets,
  TrialBalance,
} from '@flywheel/settle';
import { Reconcile } from '@flywheel/settle/checks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { ask, fillSlot, lease, openWorld, start, type World } from './world.ts';

const server = useTestDatabase();
const minute = 60_000;
const june = Date.UTC(2026, 5, 1);
let world: World;
let beacons: RecordBeacons;
let seal: SealBuckets;
beforeAll(async () => {
  world = await openWorld(server.url, 10_000_000n);
  beacons = new RecordBeacons(world.database, world.tokens, world.random);
  seal = new SealBuckets(world.database);
});
afterAll(() => world.database.close());

const statement = (creator: 0 | 1) => new CreatorStatement(world.database).run({ creator: world.creators[creator], period: '2026-05' });

describe('settlement', () => {
  it('stores impressions of several minutes, and shows them as estimated until their minute is sealed', async () => {
    const from = await lease(world, 1_000_000n);
    const prices = [1_001n, 2_003n, 777n, 999n, 5_555n];
    for (const [n, price] of prices.entries()) {
      const slot = await fillSlot(world, { lease: from, price, creator: n % 2 === 0 ? 0 : 1 });
      expect(await beacons.run([{ kind: 'impression', token: slot.token, acceptedAt: start + n * 40_000 }])).toEqual([
        { outcome: 'stored', reason: 0 },
      ]);
    }
    const before = await statement(0);
    expect(before?.totals).toMatchObject({
      finalMicros: '0',
      estimatedMicros: String(((1_001n + 777n + 5_555n) * 55n) / 100n),
      ledgerMicros: '0',
    });
    expect(before?.byDay.map((row) => row.day)).toEqual(['2026-05-10']);
  });

  it('seals no minute before five seconds have passed after its end', async () => {
    expect(await seal.run({ now: start + minute + 4_999 })).toMatchObject({ buckets: 0 });
    expect(await seal.run({ now: start + minute + 5_000 })).toMatchObject({ buckets: 1, batches: 1, amountMicros: 3_004n });
  });

  it('puts a beacon that comes for a sealed minute into the next open one', async () => {
    const slot = await fillSlot(world, { lease: await lease(world, 1_000n), price: 11n });
    await beacons.run([{ kind: 'impression', token: slot.token, acceptedAt: start + 1 }]);
    const { bucket } = await ask<{ bucket: Date }>(world, 'SELECT bucket FROM charge WHERE imp_id = right($1, 32)::uuid', [slot.imp]);
    expect(bucket.getTime()).toBe(start + minute);
  });

  it('waits for the decision of a beacon that was faster, and gives up after a minute at price 0', async () => {
    const from = await lease(world, 10_000n);
    const [late, never] = [
      await fillSlot(world, { lease: from, price: 300n, creator: 1, recorded: false }),
      await fillSlot(world, { lease: from, price: 300n, recorded: false }),
    ];
    const at = start + 2 * minute;
    const answers = await beacons.run([late, never, late].map((slot) => ({ kind: 'impression', token: slot.token, acceptedAt: at })));
    expect(answers.map((answer) => answer.outcome)).toEqual(['pending', 'pending', 'duplicate']);
    const resolve = new ResolvePending(world.database);
    expect(await resolve.run({ now: at + 1_000 })).toEqual({ resolved: 0 });
    await late.record();
    expect(await resolve.run({ now: at + 2_000 })).toEqual({ resolved: 1 });
    expect(await resolve.run({ now: at + minute + 1 })).toEqual({ resolved: 1 });
    const reasonOf = (imp: string) =>
      ask<{ reason: number }>(world, 'SELECT reason FROM delivery_fact WHERE imp_id = right($1, 32)::uuid', [imp]);
    expect([await reasonOf(late.imp), await reasonOf(never.imp)]).toEqual([{ reason: 0 }, { reason: 644 }]);
    expect(await ask(world, 'SELECT price_micros FROM charge WHERE imp_id = right($1, 32)::uuid', [late.imp])).toEqual({
      price_micros: 300n,
    });
    expect(await ask(world, 'SELECT count(*)::int AS n FROM charge WHERE imp_id = right($1, 32)::uuid', [never.imp])).toEqual({ n: 0 });
  });

  it('refuses to close a month whose minutes are not sealed, then closes it, and the database takes no more entries', async () => {
    const close = new CloseMonth(world.database);
    expect(await close.run({ period: '2026-05', now: june - 1, actor: 'approver' })).toMatchObject({ findings: [{ gate: 'not-over' }] });
    expect(await close.run({ period: '2026-05', now: june + minute, actor: 'approver' })).toMatchObject({
      findings: [{ gate: 'unsealed-minutes' }],
    });
    const sealed = await seal.run({ now: june + 10 * minute });
    expect(sealed.through).toBe(june + 9 * minute);
    const { n, first, last } = await ask<{ n: number; first: Date; last: Date }>(
      world,
      'SELECT count(*)::int AS n, min(bucket) AS first, max(bucket) AS last FROM sealed_bucket',
    );
    expect((last.getTime() - first.getTime()) / minute + 1).toBe(n);
    expect(
      (await new Reconcile(world.database).run()).steps.filter((step) => step.differenceN !== 0 || (step.differenceMicros ?? 0n) !== 0n),
    ).toEqual([]);

    expect(await close.run({ period: '2026-05', now: june + 10 * minute, actor: 'approver' })).toMatchObject({ outcome: 'closed' });
    expect(await close.run({ period: '2026-05', now: june + 10 * minute, actor: 'approver' })).toMatchObject({
      findings: [{ gate: 'already-closed' }],
    });
    const lateTopUp = topUp({
      pspEvent: 'late',
      account: world.account,
      currency: 'USD',
      amountMicros: micros(5n),
      at: start,
      actor: 'psp',
    });
    await expect(world.database.inTransaction((tx) => postEntry(tx, lateTopUp))).rejects.toMatchObject({ reason: 'closed-period' });
    // The first top-up, sent again, is still the first top-up.
    const replay = topUp({
      pspEvent: `story-1-${world.account}`,
      account: world.account,
      currency: 'USD',
      amountMicros: micros(10_000_000n),
      at: start,
      actor: 'psp',
    });
    expect(await world.database.inTransaction((tx) => postEntry(tx, replay))).toMatchObject({ fresh: false });
  });

  it('pays creators in the statement what the ledger owes them', async () => {
    for (const creator of [0, 1] as const) {
      const paid = await statement(creator);
      expect(paid?.totals.finalMicros).toBe(paid?.totals.ledgerMicros);
      expect(paid?.totals.pendingMicros).toBe(paid?.totals.ledgerMicros);
      expect(paid?.totals.estimatedMicros).toBe('0');
      expect(paid?.byContent.map((row) => row.platformId)).toEqual([`post-${creator}`]);
      expect(paid?.state).toBe('closed');
    }
    const revenue = 1_001n + 2_003n + 777n + 999n + 5_555n + 11n + 300n;
    expect(await ask(world, `SELECT sum(amount_micros)::bigint AS billed FROM batch`)).toEqual({ billed: revenue });
  });

  it('reinvests a tenth of what the closed month kept, once', async () => {
    const allocate = new AllocateReinvestment(world.database, world.random);
    expect(await allocate.run({ period: '2026-06', now: june, actor: 'approver' })).toEqual({ outcome: 'refused', reason: 'period-open' });
    const posted = await allocate.run({ period: '2026-05', now: june + 20 * minute, actor: 'approver' });
    const { kept } = await ask<{ kept: bigint }>(world, 'SELECT sum(amount_micros - share_micros)::bigint AS kept FROM batch');
    expect(posted).toMatchObject({ outcome: 'posted', run: { basisMicros: kept, amountMicros: kept / 10n } });
    expect(await allocate.run({ period: '2026-05', now: june + 21 * minute, actor: 'approver' })).toMatchObject({ outcome: 'replayed' });
    expect((await new TrialBalance(world.database).run()).balanced).toBe(true);
    expect(
      await ask(world, `SELECT sum(balance_micros)::bigint AS left_over FROM books.balance WHERE left(account, 1) IN ('4', '5')`),
    ).toEqual({ left_over: 0n });
  });
});
