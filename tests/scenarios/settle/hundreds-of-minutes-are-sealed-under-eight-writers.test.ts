import { Database } from '@flywheel/database';
import { seededRandom } from '@flywheel/primitives';
import { RecordBeacons, SealBuckets, type Beacon } from '@flywheel/settle';
import { Reconcile } from '@flywheel/settle/checks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { ask, fillSlots, lease, openWorld, start, type World } from './world.ts';

const full = process.env['FAULTS'] === 'full';
const writers = 8;
const minutes = 440;
const impressions = full ? 60_000 : 6_000;
const groupSize = full ? 100 : 12;
const minuteMs = 60_000;
const price = 7n;
const seed = process.env['SEALING_SEED'] ?? '1';

describe('eight writers and a sealer', () => {
  const server = useTestDatabase();
  const random = seededRandom(`sealing ${seed}`);
  let world: World;
  let lanes: Database[];
  beforeAll(async () => {
    world = await openWorld(server.url, 10_000_000n);
    lanes = Array.from({ length: writers }, () => new Database({ url: server.url, poolSize: 1, clock: { now: () => start } }));
  });
  afterAll(async () => {
    for (const lane of lanes) await lane.close();
    await world.database.close();
  });

  /** Groups in which every impression comes twice, in other company and another order each time, to another writer. */
  function shuffledGroups(tokens: readonly string[]): string[][] {
    const near = tokens.flatMap((token, n) => [
      { token, at: n },
      { token, at: n + random.next() * groupSize * 3 },
    ]);
    const order = near.sort((a, b) => a.at - b.at).map(({ token }) => token);
    const groups = Array.from({ length: Math.ceil(order.length / groupSize) }, (_, n) => order.slice(n * groupSize, (n + 1) * groupSize));
    return groups.map((group) =>
      group
        .map((token) => [random.next(), token] as const)
        .sort(([a], [b]) => a - b)
        .map(([, token]) => token),
    );
  }

  it(`put every charge of ${minutes} minutes into exactly one batch, and never wait for each other in a ring (seed ${seed})`, async () => {
    const [from, lifeMs] = [await lease(world, 5_000_000n), (minutes + 60) * minuteMs];
    const wishes = Array.from({ length: impressions }, (_, n) => ({ lease: from, price, lifeMs, creator: (n % 2) as 0 | 1 }));
    const groups = shuffledGroups(await fillSlots(world, wishes));
    // Every tenth group was held up for half an hour on its way in: its minute is sealed, however slow the sealer is.
    const minuteOf = (n: number): number => Math.floor((n * minutes) / groups.length + 1) - (n % 10 === 9 ? 30 : 0);
    const waiting = groups.map((group, n) => ({ group, at: start + Math.max(1, minuteOf(n)) * minuteMs })).reverse();
    let clock = start;
    let duplicates = 0;
    const write = async (lane: Database): Promise<void> => {
      const recorder = new RecordBeacons(lane, world.tokens, random);
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const { group, at } = next;
        clock = Math.max(clock, at);
        const beacons = group.map((token): Beacon => ({ kind: 'impression', token, acceptedAt: at }));
        const answers = await recorder.run(beacons);
        duplicates += answers.filter(({ outcome }) => outcome === 'duplicate').length;
      }
    };
    let writing = true;
    const seal = async (): Promise<void> => {
      const sealer = new SealBuckets(world.database);
      // Minutes end for the sealer while they are still written to, or a minute before: what comes for them has to go on to the next.
      for (let turn = 0; writing; turn += 1) {
        await sealer.run({ now: clock + (1 + (turn % 2)) * minuteMs + 5_000 });
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await sealer.run({ now: clock + 20 * minuteMs });
    };
    const sealing = seal();
    await Promise.all(lanes.map(write)).finally(() => (writing = false));
    await sealing;

    const counted = await ask<{ charges: number; batched: number; once: number; sealed: number; busy: number; moved: number }>(
      world,
      `SELECT (SELECT count(*)::int FROM charge) AS charges, (SELECT sum(rows)::int FROM batch) AS batched,
         (SELECT count(*)::int FROM charge c JOIN batch b USING (bucket, campaign_id)) AS once,
         (SELECT count(*)::int FROM sealed_bucket) AS sealed, (SELECT count(*)::int FROM sealed_bucket WHERE rows > 0) AS busy,
         (SELECT count(*)::int FROM charge WHERE bucket <> date_trunc('minute', accepted_at)) AS moved`,
    );
    expect(counted).toMatchObject({ charges: impressions, batched: impressions, once: impressions });
    expect(duplicates).toBe(impressions);
    expect(counted.sealed).toBeGreaterThanOrEqual(400);
    expect(counted.busy).toBeGreaterThanOrEqual(300);
    // Without rows that met a sealed minute this would prove nothing.
    expect(counted.moved).toBeGreaterThan(10);
    expect(await ask(world, 'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()')).toEqual({ deadlocks: 0 });
    expect(await ask(world, 'SELECT bool_and(sha256 = batch_sha256(bucket, campaign_id, hash_version)) AS holds FROM batch')).toEqual({
      holds: true,
    });
    const { steps } = await new Reconcile(world.database).run();
    expect(steps.filter((step) => step.differenceN !== 0 || (step.differenceMicros ?? 0n) !== 0n)).toEqual([]);
  }, 120_000);
});
