import { AcceptEvents } from '@flywheel/ingest';
import { newId, toRowId, type Id } from '@flywheel/primitives';
import { RecordBeacons, RecordEngagements, settleJobs, type Beacon } from '@flywheel/settle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { ask, fillSlot, lease, openWorld, start, type SlotWish, type World } from './world.ts';

const server = useTestDatabase();
let world: World;
let beacons: RecordBeacons;
beforeAll(async () => {
  world = await openWorld(server.url, 10_000_000n);
  beacons = new RecordBeacons(world.database, world.tokens, world.random);
});
afterAll(() => world.database.close());

const open = async (wish: Partial<SlotWish> = {}) => fillSlot(world, { lease: await lease(world, 10_000n), price: 1_000n, ...wish });
const send = async (token: string, kind: Beacon['kind'], more: Partial<Beacon> = {}) => {
  const [answer] = await beacons.run([{ kind, token, acceptedAt: start + 5000, ...more }]);
  return `${answer?.outcome} ${answer?.reason}`;
};
const charged = async (imp: string) =>
  (
    await ask<{ charges: string[] | null }>(
      world,
      `SELECT array_agg(kind || ' ' || price_micros || ' ' || reason ORDER BY kind) AS charges FROM charge
       WHERE imp_id = right($1, 32)::uuid`,
      [imp],
    )
  ).charges ?? [];

describe('a film', () => {
  it('is paid for two seconds of half of it, once; its parts are told for themselves', async () => {
    const slot = await open({ billing: 'video' });
    expect(await send(slot.token, 'impression')).toBe('stored 0');
    for (const part of ['start', 'q25', 'q50', 'q75', 'complete'] as const)
      expect(await send(slot.token, 'video', { part })).toBe('stored 0');
    expect(await send(slot.token, 'video', { part: 'q25' })).toBe('duplicate 642');
    expect(await charged(slot.imp)).toEqual([]);
    expect(await send(slot.token, 'video', { seenMs: 2000 })).toBe('stored 0');
    expect(await send(slot.token, 'video', { seenMs: 9000 })).toBe('duplicate 642');
    expect(await charged(slot.imp)).toEqual(['video 1000 0']);
  });

  it('that ran for 1.9 seconds is free', async () => {
    const slot = await open({ billing: 'video' });
    await send(slot.token, 'impression');
    expect(await send(slot.token, 'video', { seenMs: 1900 })).toBe('stored 646');
    expect(await charged(slot.imp)).toEqual(['video 0 646']);
  });
});

describe('a view', () => {
  it('sooner than a second after its decision is nobody’s', async () => {
    const slot = await open({ billing: 'viewable' });
    await send(slot.token, 'impression', { acceptedAt: start + 100 });
    expect(await send(slot.token, 'viewable', { acceptedAt: start + 999 })).toBe('stored 646');
    expect(await charged(slot.imp)).toEqual(['viewable 0 646']);
  });

  it('tells, with its impression, whether it could be measured', async () => {
    const slot = await open();
    await send(slot.token, 'impression', { measurable: true });
    const row = await ask(world, `SELECT measurable FROM delivery_fact WHERE imp_id = right($1, 32)::uuid`, [slot.imp]);
    expect(row).toEqual({ measurable: true });
  });
});

describe('an engagement', () => {
  it('is paid once, whether it came as a beacon, as an event of the platform, or both', async () => {
    const slot = await open({ billing: 'engagement' });
    await send(slot.token, 'impression');
    await new AcceptEvents(world.database, world.random).run({
      events: ['like', 'share'].map((kind, n) => ({
        v: 1,
        id: `event-${n}`,
        kind,
        at: new Date(start).toISOString(),
        content: 'post-0',
        impression: slot.imp,
      })),
      source: 'platform',
      acceptedAt: start,
    });
    const { payload } = await ask<{ payload: { engagements: Array<{ imp: Id<'imp'> }> } }>(
      world,
      `SELECT payload FROM outbox WHERE topic = 'ads-engaged'`,
    );
    const job = settleJobs(world.database, async () => []).find(({ topic }) => topic === 'ads-engaged') ?? expect.fail('nobody handles it');
    for (let turn = 0; turn < 2; turn += 1) await job.run(payload, { now: start + 6000 } as never);
    expect(await charged(slot.imp)).toEqual(['engagement 1000 0']);
    expect(await send(slot.token, 'engagement')).toBe('duplicate 642');
  });

  it('with an impression nobody decided, or that nobody saw, costs nothing', async () => {
    const unseen = await open({ billing: 'follow' });
    const record = new RecordEngagements(world.database, world.random);
    const engagements = [newId('imp', start, world.random), unseen.imp].map((imp) => ({ imp, kind: 'follow' as const, at: start }));
    expect(await record.run({ engagements, now: start + 6000 })).toEqual({ counted: 0 });
    expect(await charged(unseen.imp)).toEqual([]);
  });
});

describe('a person who hides an ad', () => {
  it('is remembered where he consented, and nobody else is', async () => {
    const [mine, nobodys] = [await open(), await open()];
    const viewer = newId('vwr', start, world.random);
    for (const slot of [mine, nobodys]) await send(slot.token, 'impression');
    await world.database.read.query('INSERT INTO delivery_viewer (imp_id, viewer_key) VALUES ($1, $2)', [
      toRowId(mine.imp),
      toRowId(viewer),
    ]);
    expect(await send(mine.token, 'hide', { scope: 'advertiser' })).toBe('stored 0');
    expect(await send(nobodys.token, 'hide')).toBe('stored 0');
    expect(await ask(world, 'SELECT viewer_key::text AS who, subject FROM hidden_ad')).toEqual({
      who: expect.stringContaining(viewer.slice(4, 12)),
      subject: world.account,
    });
  });
});

describe('content that is relabelled between decision and impression', () => {
  it('leaves the slot empty and free where the ad set does not accept it', async () => {
    const slots = [await open({ creator: 0 }), await open({ creator: 0 })];
    for (const [n, slot] of slots.entries()) await addAdSet(slot.token, n === 0 ? 'standard' : 'open');
    await world.database.read.query(`UPDATE content SET label = 'sensitive', updated_at = $2 WHERE content_id = $1`, [
      toRowId(world.contents[0]),
      new Date(start + 10),
    ]);
    expect(await send(slots[0]?.token ?? '', 'impression')).toBe('stored 621');
    expect(await send(slots[1]?.token ?? '', 'impression')).toBe('stored 0');
    expect(await charged(slots[0]?.imp ?? '')).toEqual(['impression 0 621']);
  });
});

describe('a follow', () => {
  it('over the budget is free delivery', async () => {
    const dear = await open({ billing: 'follow', price: 9_500_000n });
    const dearer = await open({ billing: 'follow', price: 9_500_000n });
    for (const slot of [dear, dearer]) {
      await send(slot.token, 'impression');
      await send(slot.token, 'follow');
    }
    expect([...(await charged(dear.imp)), ...(await charged(dearer.imp))]).toEqual(['follow 9500000 0', 'follow 0 645']);
  });
});

async function addAdSet(token: string, tier: string): Promise<void> {
  const verified = world.tokens.verify(token);
  const adSet: Id<'set'> = verified.outcome === 'genuine' ? verified.claims.adSet : expect.fail('forged');
  await world.database.read.query(
    `INSERT INTO ad_set (ad_set_id, campaign_id, name, configured_status, goal, billing_event, bid_strategy, bid_micros, targeting,
       safety_tier) VALUES ($1, $2, 'readers', 'active', 'reach', 'impression', 'manual', 1, '{"all":[]}', $3)`,
    [toRowId(adSet), toRowId(world.campaign), tier],
  );
}
