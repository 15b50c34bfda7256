import { readBudgets, returnLeases } from '@flywheel/database/budgets';
import { micros, newId, type Id } from '@flywheel/primitives';
import { RecordBeacons, SealBuckets } from '@flywheel/settle';
import { Reconcile } from '@flywheel/settle/checks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeLease } from '../../fixtures/take-lease.ts';
import { useTestDatabase } from '../../stack/database.ts';
import { ask, fillSlot, fund, lease, openWorld, start, type World } from './world.ts';

const server = useTestDatabase();
const cap = 60_000n;
let world: World;
beforeAll(async () => {
  world = await openWorld(server.url, cap);
});
afterAll(() => world.database.close());

const recorder = () => new RecordBeacons(world.database, world.tokens, world.random);
const uneven = async () =>
  (await new Reconcile(world.database).run()).steps.filter((step) => step.differenceN !== 0 || (step.differenceMicros ?? 0n) !== 0n);

describe('a cap', () => {
  it('holds against two deciders that want three times as much, one of which loses its lease midway', async () => {
    const price = 100n;
    const decide = async (decider: string): Promise<string[]> => {
      const tokens: string[] = [];
      for (let round = 0; round < 9; round += 1) {
        const want = {
          lease: newId('lse', start, world.random),
          campaign: world.campaign,
          windows: ['life'],
          decider,
          amount: 5_000n,
        };
        const grant = await world.database.inTransaction((tx) => takeLease(tx, { ...want, now: start, expiresAt: start + 60_000 }));
        // A decider that overstates what its lease covers: twice as many slots as it may pay for.
        const under: Id<'lse'> = want.lease;
        for (let slot = 0; slot < 100; slot += 1) tokens.push((await fillSlot(world, { lease: under, price, creator: 0 })).token);
        if (decider === 'killed' && round === 1 && grant.outcome === 'granted')
          await world.database.inTransaction((tx) => returnLeases(tx, [{ lease: under, freeMicros: micros(0), done: true }]));
      }
      return tokens;
    };
    const [left, right] = await Promise.all([decide('steady'), decide('killed')]);
    const send = (tokens: readonly string[]) =>
      recorder().run(tokens.map((token) => ({ kind: 'impression', token, acceptedAt: start + 1 })));
    await Promise.all([send(left), send(right), send([...left].reverse()), send([...right].reverse())]);

    const charged = await ask<{ n: number; billed: bigint; free: number }>(
      world,
      `SELECT count(*)::int AS n, sum(price_micros)::bigint AS billed, count(*) FILTER (WHERE reason = 645)::int AS free FROM charge`,
    );
    expect(charged.n).toBe(1_800);
    expect(charged.billed).toBe(cap);
    expect(charged.free).toBe(1_200);
    expect((await readBudgets(world.database.read, world.campaign))[0]?.leasedMicros).toBe(cap);
    expect(await uneven()).toEqual([]);
  });
});

describe('sealing', () => {
  it('takes every charge into exactly one batch while writers run beside it', async () => {
    await fund(world, 1_000_000n, '2');
    const from = await lease(world, 900_000n);
    const tokens: string[] = [];
    for (let n = 0; n < 600; n += 1) tokens.push((await fillSlot(world, { lease: from, price: 10n, creator: n % 2 === 0 ? 0 : 1 })).token);
    let clock = start + 120_000;
    const writers = [0, 1, 2].map(async (lane) => {
      const own = recorder();
      for (let n = lane; n < tokens.length; n += 3) {
        await own.run([{ kind: 'impression', token: tokens[n] as string, acceptedAt: Math.min(clock, start + 599_000) }]);
      }
    });
    const done = Promise.all(writers).then(() => true);
    const sealers = [new SealBuckets(world.database), new SealBuckets(world.database)];
    while (!(await Promise.race([done, new Promise((resolve) => setTimeout(() => resolve(false), 15))]))) {
      clock += 20_000;
      await Promise.all(sealers.map((sealer) => sealer.run({ now: clock })));
    }
    await sealers[0]?.run({ now: clock + 7_200_000 });
    const { unsealed, batched, charges } = await ask<{ unsealed: number; batched: number; charges: number }>(
      world,
      `SELECT (SELECT count(*)::int FROM charge c WHERE NOT EXISTS (SELECT 1 FROM batch b WHERE b.bucket = c.bucket
        AND b.campaign_id = c.campaign_id)) AS unsealed,
         (SELECT sum(rows)::int FROM batch) AS batched, (SELECT count(*)::int FROM charge) AS charges`,
    );
    expect({ unsealed, batched }).toEqual({ unsealed: 0, batched: charges });
    const minutes = await ask<{ n: number }>(world, 'SELECT count(DISTINCT bucket)::int AS n FROM charge');
    expect(minutes.n).toBeGreaterThan(5);
  });

  it('leaves a ladder that is level, and the hash of every batch holds', async () => {
    expect(await uneven()).toEqual([]);
    const { broken } = await ask<{ broken: number }>(
      world,
      `SELECT count(*)::int AS broken FROM batch b WHERE sha256 <>
      (SELECT sha256(string_agg(charge_preimage(c), ''::bytea ORDER BY imp_id, kind, ref))
        FROM charge c WHERE c.bucket = b.bucket AND c.campaign_id = b.campaign_id)`,
    );
    expect(broken).toBe(0);
    await world.database.read.query(
      `UPDATE charge SET placement = 'elsewhere' WHERE imp_id = (SELECT min(imp_id::text)::uuid FROM charge)`,
    );
    const after = await ask<{ broken: number }>(
      world,
      `SELECT count(*)::int AS broken FROM batch b WHERE sha256 <>
      (SELECT sha256(string_agg(charge_preimage(c), ''::bytea ORDER BY imp_id, kind, ref))
        FROM charge c WHERE c.bucket = b.bucket AND c.campaign_id = b.campaign_id)`,
    );
    expect(after.broken).toBe(1);
  });
});

describe('the lock of a bucket', () => {
  it('loses charges when an insert takes it itself: this is why it stands in a statement of its own', async () => {
    const bucket = new Date(start + 90_000_000);
    const { read } = world.database;
    await read.query('CREATE TABLE trial_seal (bucket timestamptz PRIMARY KEY)');
    await read.query('CREATE TABLE trial_charge (bucket timestamptz NOT NULL)');
    const open = 'WHERE NOT EXISTS (SELECT 1 FROM trial_seal WHERE bucket = $1)';
    const lateInsert = (apart: boolean) =>
      world.database.inTransaction(async (tx) => {
        if (apart) await tx.query('SELECT pg_advisory_xact_lock_shared(7999, 1)');
        const locked = apart ? '' : ', (SELECT pg_advisory_xact_lock_shared(7999, 1)) AS held';
        const { rowCount } = await tx.query(`INSERT INTO trial_charge SELECT $1 FROM (SELECT 1 ${locked}) row ${open}`, [bucket]);
        return rowCount;
      });
    const lostWith = async (apart: boolean): Promise<number> => {
      await read.query('TRUNCATE trial_seal, trial_charge');
      let isSealing: (value: undefined) => void = () => undefined;
      const sealing = new Promise<undefined>((resolve) => {
        isSealing = resolve;
      });
      const sealed = world.database.inTransaction(async (tx) => {
        await tx.query('SELECT pg_advisory_xact_lock(7999, 1)');
        isSealing(undefined);
        await new Promise((resolve) => setTimeout(resolve, 200));
        await tx.query('INSERT INTO trial_seal VALUES ($1)', [bucket]);
      });
      await sealing;
      const [late] = await Promise.all([lateInsert(apart), sealed]);
      return late;
    };
    expect(await lostWith(true)).toBe(0);
    expect(await lostWith(false)).toBe(1);
  });
});
