import { eraseViewer } from '@flywheel/database/people';
import { newId, toRowId } from '@flywheel/primitives';
import { RecordBeacons, RecordEngagements, SealBuckets } from '@flywheel/settle';
import { ForgetChargedViewers } from '@flywheel/settle/retention';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { ask, fillSlot, lease, openWorld, start, type World } from './world.ts';

const [server, ofLargeMinute] = [useTestDatabase(), useTestDatabase()];
const dayMs = 86_400_000;
const person = '0f000000-0000-7000-8000-0000000000aa';
let world: World;
let beacons: RecordBeacons;
beforeAll(async () => {
  world = await openWorld(server.url, 10_000_000n);
  beacons = new RecordBeacons(world.database, world.tokens, world.random);
});
afterAll(() => world.database.close());

const rowOf = (imp: string) =>
  ask<object>(world, 'SELECT token_kid, ivt_state, price_micros, reason FROM charge WHERE imp_id = right($1, 32)::uuid', [imp]);
const viewers = async () => (await ask<{ n: number }>(world, 'SELECT count(*)::int AS n FROM charge_viewer')).n;
/** A recorded slot that was decided for the person. */
const shownTo = async (at = start) => {
  const slot = await fillSlot(world, { lease: await lease(world, 10_000n, at), price: 1_000n, at, creator: 0 });
  await world.database.read.query(
    `UPDATE decision SET viewer_key = $2, sealed = 'x' WHERE decision_id = decision_of(right($1, 32)::uuid)`,
    [slot.imp, person],
  );
  return slot;
};

describe('a charge', () => {
  it('keeps the key of its token and says what was known of its traffic', async () => {
    const from = await lease(world, 100_000n);
    const [paid, robot] = [await fillSlot(world, { lease: from, price: 1_000n }), await fillSlot(world, { lease: from, price: 1_000n })];
    await beacons.run([{ kind: 'impression', token: paid.token, acceptedAt: start + 1 }]);
    await beacons.run([{ kind: 'impression', token: robot.token, acceptedAt: start + 1, userAgent: 'Googlebot/2.1' }]);
    expect(await rowOf(paid.imp)).toEqual({ token_kid: 'a', ivt_state: 'none', price_micros: 1_000n, reason: 0 });
    expect(await rowOf(robot.imp)).toEqual({ token_kid: 'a', ivt_state: 'general', price_micros: 0n, reason: 647 });
  });

  it('that the platform told of has no key', async () => {
    const slot = await fillSlot(world, { lease: await lease(world, 10_000n), price: 1_000n, billing: 'follow' });
    await beacons.run([{ kind: 'impression', token: slot.token, acceptedAt: start + 1 }]);
    await new RecordEngagements(world.database, world.random).run({
      engagements: [{ imp: slot.imp, kind: 'follow', at: start + 2 }],
      now: start + 2,
    });
    expect(await rowOf(slot.imp)).toMatchObject({ token_kid: null, price_micros: 1_000n });
  });

  it('is hashed with both, and a batch of the first version still verifies', async () => {
    await new SealBuckets(world.database).run({ now: start + 120_000 });
    const holds = (version: number) =>
      ask<{ holds: boolean }>(world, 'SELECT bool_and(sha256 = batch_sha256(bucket, campaign_id, $1::smallint)) AS holds FROM batch', [
        version,
      ]);
    expect([await holds(2), await holds(1)]).toEqual([{ holds: true }, { holds: false }]);
    for (const change of [`token_kid = 'z'`, `ivt_state = 'sophisticated'`]) {
      await world.database.read.query(`BEGIN; UPDATE charge SET ${change} WHERE price_micros > 0; COMMIT`);
      expect(await holds(2)).toEqual({ holds: false });
      await world.database.read.query(`UPDATE charge SET token_kid = CASE kind WHEN 'follow' THEN NULL ELSE 'a' END, ivt_state =
        CASE reason WHEN 647 THEN 'general' ELSE 'none' END`);
      expect(await holds(2)).toEqual({ holds: true });
    }
    const first = await ask<{ same: boolean }>(
      world,
      `SELECT batch_sha256(bucket, campaign_id, 1::smallint) = (SELECT sha256(string_agg(charge_preimage_1(c), ''::bytea
         ORDER BY imp_id, kind, ref)) FROM charge c WHERE c.bucket = b.bucket AND c.campaign_id = b.campaign_id) AS same
       FROM batch b LIMIT 1`,
    );
    expect(first).toEqual({ same: true });
  });
});

describe('whose a charge was', () => {
  it('is kept apart where money was paid, and goes with an erasure; the charge and its hash stay', async () => {
    const { read } = world.database;
    await read.query(
      `INSERT INTO identity (viewer_key, platform_id, data_key, joined_at, updated_at) VALUES ($1, 'reader-1', 'x', now(), now())`,
      [person],
    );
    const [paid, free] = [await shownTo(), await shownTo()];
    await beacons.run([{ kind: 'impression', token: paid.token, acceptedAt: start + 180_000 }]);
    await beacons.run([{ kind: 'impression', token: free.token, acceptedAt: start + 180_000, userAgent: 'Googlebot/2.1' }]);
    expect(await ask(world, 'SELECT imp_id::text, viewer_key::text FROM charge_viewer')).toEqual({
      imp_id: expect.stringContaining(toRowId(paid.imp).slice(0, 8)) as string,
      viewer_key: person,
    });
    expect(await viewers()).toBe(1);
    await new SealBuckets(world.database).run({ now: start + 300_000 });
    const before = await ask(world, 'SELECT count(*)::int AS n, sum(price_micros)::bigint AS paid FROM charge');
    await world.database.inTransaction((tx) => eraseViewer(tx, 'reader-1', start + 300_000));
    expect(await viewers()).toBe(0);
    expect(await ask(world, 'SELECT count(*)::int AS n, sum(price_micros)::bigint AS paid FROM charge')).toEqual(before);
    expect(await ask(world, 'SELECT bool_and(sha256 = batch_sha256(bucket, campaign_id, hash_version)) AS holds FROM batch')).toEqual({
      holds: true,
    });
  });

  it('goes with its partition when the pools and appeals of its month, and of the one after, are through', async () => {
    const paid = await shownTo();
    await beacons.run([{ kind: 'impression', token: paid.token, acceptedAt: start + 360_000 }]);
    const forget = new ForgetChargedViewers(world.database);
    const closed = async (period: string, at: number) =>
      world.database.read.query(`INSERT INTO books.period (period, state, version, closed_at) VALUES ($1, 'closed', 1, $2)`, [
        period,
        new Date(at),
      ]);
    expect(await forget.run({ now: start + 900 * dayMs })).toEqual({ outcome: 'forgotten', months: [] });
    const [june, july] = [Date.UTC(2026, 5, 10), Date.UTC(2026, 6, 10)];
    await closed('2026-05', june);
    expect(await forget.run({ now: june + 44 * dayMs })).toEqual({ outcome: 'forgotten', months: [] });
    expect(await viewers()).toBe(1);
    await closed('2026-06', july);
    expect(await forget.run({ now: july + 44 * dayMs - 1 })).toEqual({ outcome: 'forgotten', months: [] });
    expect(await forget.run({ now: july + 44 * dayMs })).toEqual({ outcome: 'forgotten', months: ['charge_viewer_2026_05'] });
    expect(await viewers()).toBe(0);
    // A partition that went is made again for whoever still comes.
    const again = new RecordBeacons(world.database, world.tokens, world.random);
    const late = await shownTo();
    await again.run([{ kind: 'impression', token: late.token, acceptedAt: start + 400_000 }]);
    expect(await viewers()).toBe(1);
    expect(newId('imp', start, world.random)).not.toBe(late.imp);
  });
});

describe('a minute with more charges than one hash takes', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(ofLargeMinute.url, 10_000_000n);
  });
  afterAll(() => world.database.close());

  it('is sealed in parts, and a change of any part shows', async () => {
    const [bucket, rows] = [start + 3_600_000, 251_000];
    await world.database.reports.query(
      `INSERT INTO charge (campaign_id, imp_id, kind, bucket, account_id, ad_set_id, ad_id, creative_id, placement, currency, price_micros,
         quoted_micros, price_model, rule_version, occurred_at, accepted_at)
       SELECT $1, uuidv7(), 'impression', $2::timestamptz + (i / ${rows}) * interval '1 minute', $3, $3, $3, $3, 'feed', 'USD', 1, 1,
         'impression', 1, $2, $2 FROM generate_series(0, ${rows} + 9) i`,
      [toRowId(world.campaign), new Date(bucket), toRowId(world.account)],
    );
    await new SealBuckets(world.database, 1).run({ now: bucket + 300_000 });
    const sealed = await ask(
      world,
      `SELECT array_agg(rows ORDER BY bucket) AS rows, bool_and(sha256 = batch_sha256(bucket, campaign_id, hash_version)) AS holds
       FROM batch WHERE bucket >= $1`,
      [new Date(bucket)],
    );
    expect(sealed).toEqual({ rows: [rows, 10], holds: true });
    for (const end of ['', 'DESC']) {
      const first = `SELECT imp_id FROM charge WHERE bucket = $1 ORDER BY imp_id ${end} LIMIT 1`;
      const change = (to: string) =>
        world.database.read.query(`UPDATE charge SET placement = $2 WHERE imp_id = (${first})`, [new Date(bucket), to]);
      const holds = () =>
        ask(world, 'SELECT sha256 = batch_sha256(bucket, campaign_id, hash_version) AS holds FROM batch WHERE bucket = $1', [
          new Date(bucket),
        ]);
      await change('elsewhere');
      expect(await holds()).toEqual({ holds: false });
      await change('feed');
      expect(await holds()).toEqual({ holds: true });
    }
  }, 60_000);
});
