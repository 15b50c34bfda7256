import { newId } from '@flywheel/primitives';
import { ImpressionTokens, seededTokenKeys } from '@flywheel/runtime';
import { RecordBeacon, RecordBeacons, ResolvePending } from '@flywheel/settle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { ask, fillSlot, lease, openWorld, start, type World } from './world.ts';

const server = useTestDatabase();
let world: World;
let beacons: RecordBeacons;
beforeAll(async () => {
  world = await openWorld(server.url, 1_000_000n);
  beacons = new RecordBeacons(world.database, world.tokens, world.random);
});
afterAll(() => world.database.close());

const later = start + 1000;
const impression = (token: string, acceptedAt = later) => ({ kind: 'impression' as const, token, acceptedAt });
const chargesOf = (imp: string) =>
  ask<{ n: number; micros: bigint }>(
    world,
    `SELECT count(*)::int AS n, coalesce(sum(price_micros), 0)::bigint AS micros
  FROM charge WHERE imp_id = right($1, 32)::uuid`,
    [imp],
  );

describe('a token', () => {
  it('counts once, however many frontends and retries bring it at the same time', async () => {
    const slot = await fillSlot(world, { lease: await lease(world, 10_000n), price: 2_500n, creator: 0 });
    const fronts = Array.from({ length: 4 }, () => new RecordBeacon(new RecordBeacons(world.database, world.tokens, world.random)));
    const answers = await Promise.all(fronts.flatMap((front) => Array.from({ length: 10 }, () => front.run(impression(slot.token)))));
    expect(answers.filter((answer) => answer.outcome === 'stored')).toHaveLength(1);
    expect(answers.filter((answer) => answer.outcome === 'duplicate')).toHaveLength(39);
    expect(await chargesOf(slot.imp)).toEqual({ n: 1, micros: 2_500n });
    const { spent } = await ask<{ spent: bigint }>(world, 'SELECT sum(spent_micros)::bigint AS spent FROM budget_lease');
    expect(spent).toBe(2_500n);
  });

  it('of another key, changed by a letter, or pure noise is forged: counted as such, stored nowhere', async () => {
    const slot = await fillSlot(world, { lease: await lease(world, 10_000n), price: 100n });
    const stranger = new ImpressionTokens(seededTokenKeys('stranger')).sign({
      imp: slot.imp,
      campaign: world.campaign,
      adSet: newId('set', start, world.random),
      ad: newId('ad', start, world.random),
      creative: world.creative,
      placement: 'feed',
      viewerTag: '',
      expiresAt: start + 600_000,
    });
    const changed = `${slot.token.slice(0, 20)}${slot.token[20] === 'A' ? 'B' : 'A'}${slot.token.slice(21)}`;
    const answers = await beacons.run([stranger, changed, 'noise', ''].map((token) => impression(token)));
    expect(answers.map((answer) => answer.outcome)).toEqual(['forged', 'forged', 'forged', 'forged']);
    expect(await chargesOf(slot.imp)).toEqual({ n: 0, micros: 0n });
    expect(await ask(world, `SELECT count(*)::int AS n FROM quarantine WHERE reason = 'signature' AND raw IS NULL`)).toEqual({ n: 4 });
  });

  it('that comes after its end is kept at price 0 with its reason', async () => {
    const slot = await fillSlot(world, { lease: await lease(world, 10_000n), price: 700n, creator: 1 });
    expect(await beacons.run([impression(slot.token, start + 600_001)])).toEqual([{ outcome: 'expired', reason: 641 }]);
    const row = await ask(world, `SELECT reason, price_micros, quoted_micros FROM charge WHERE imp_id = right($1, 32)::uuid`, [slot.imp]);
    expect(row).toEqual({ reason: 641, price_micros: 0n, quoted_micros: 700n });
    expect(await beacons.run([impression(slot.token, start + 5)])).toEqual([{ outcome: 'duplicate', reason: 642 }]);
  });

  it('charges a click only after its impression counted, and a second click never', async () => {
    const [early, good] = [
      await fillSlot(world, { lease: await lease(world, 10_000n), price: 3_000n, billing: 'click' }),
      await fillSlot(world, { lease: await lease(world, 10_000n), price: 3_000n, billing: 'click' }),
    ];
    const click = (token: string) => ({ kind: 'click' as const, token, acceptedAt: later });
    const answers = await beacons.run([click(early.token), impression(good.token), click(good.token), click(good.token)]);
    expect(answers.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(['pending 0', 'stored 0', 'stored 0', 'duplicate 652']);
    await new ResolvePending(world.database).run({ now: later + 60_001 });
    expect(await ask(world, 'SELECT reason FROM delivery_fact WHERE imp_id = right($1, 32)::uuid', [early.imp])).toEqual({ reason: 658 });
    expect((await chargesOf(early.imp)).micros).toBe(0n);
    expect(await chargesOf(good.imp)).toEqual({ n: 1, micros: 3_000n });
  });

  it('loses nothing when a view or a click overtakes its impression', async () => {
    const from = await lease(world, 50_000n);
    const open = (billing: 'viewable' | 'click') => fillSlot(world, { lease: from, price: 1_000n, billing });
    const [together, apart, clicked] = [await open('viewable'), await open('viewable'), await open('click')];
    const view = (token: string) => ({ kind: 'viewable' as const, token, acceptedAt: later });
    const click = (token: string) => ({ kind: 'click' as const, token, acceptedAt: later });
    await beacons.run([view(together.token), impression(together.token)]);
    expect(await chargesOf(together.imp)).toEqual({ n: 1, micros: 1_000n });

    const overtaken = [view(apart.token), click(clicked.token), view(apart.token)];
    expect((await beacons.run(overtaken)).map(({ outcome }) => outcome)).toEqual(['pending', 'pending', 'duplicate']);
    const resolve = new ResolvePending(world.database);
    expect(await resolve.run({ now: later + 500 })).toEqual({ resolved: 0 });
    await beacons.run([impression(apart.token, later + 900), impression(clicked.token, later + 900)]);
    expect(await resolve.run({ now: later + 1000 })).toEqual({ resolved: 2 });
    for (const slot of [apart, clicked]) expect(await chargesOf(slot.imp)).toEqual({ n: 1, micros: 1_000n });
    expect((await beacons.run(overtaken)).map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate', 'duplicate']);
  });

  it('from a robot never charges', async () => {
    const slot = await fillSlot(world, { lease: await lease(world, 10_000n), price: 900n });
    const [answer] = await beacons.run([{ ...impression(slot.token), userAgent: 'Googlebot/2.1' }]);
    expect(answer).toEqual({ outcome: 'stored', reason: 647 });
    expect((await chargesOf(slot.imp)).micros).toBe(0n);
  });

  it('leaves a count in which received is stored, quarantined and duplicate', async () => {
    const sums = await ask<{ received: number; rest: number; facts: number; stored: number }>(
      world,
      `SELECT sum(received)::int AS received,
      sum(stored + quarantined + duplicate)::int AS rest, sum(stored)::int AS stored, (SELECT count(*)::int FROM delivery_fact) AS facts
      FROM ingest_batch WHERE source = 'beacon'`,
    );
    expect(sums.received).toBe(sums.rest);
    expect(sums.stored).toBe(sums.facts);
  });
});
