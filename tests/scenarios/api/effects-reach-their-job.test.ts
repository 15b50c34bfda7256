import { Database } from '@flywheel/database';
import { listDeadLetters, listJobFailures, openJobFailures, openOutbox, putOutbox, replayDeadLetters } from '@flywheel/database/outbox';
import { JobRunner, openQueueBackend, registerJobs, type Job } from '@flywheel/queue';
import { readEnv } from '@flywheel/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allJobs } from '../../../apps/api/src/jobs.ts';
import { allJobs as workerJobs } from '../../../apps/worker/src/schedule.ts';
import { openCutConnection } from '../../stack/cut-connection.ts';
import { useTestDatabase } from '../../stack/database.ts';
import { hasRedis, openRedisServer, type OwnRedis } from '../../stack/redis.ts';

const fresh = useTestDatabase();
const opened: { stop(): Promise<void> }[] = [];
let redis: OwnRedis | undefined;

async function open(): Promise<Database> {
  const database = new Database({ url: fresh.url, poolSize: 4 });
  await database.ready();
  opened.push({ stop: () => database.close() });
  return database;
}

type Way = { databaseUrl?: string; redisUrl?: string | undefined };

async function run(database: Database, jobs: Job[], topics: string[], { databaseUrl = fresh.url, redisUrl = redis?.url }: Way = {}) {
  const lines = { info: () => undefined, error: () => undefined };
  const backend = await openQueueBackend({ databaseUrl, redisUrl });
  const runner = new JobRunner({
    jobs: registerJobs(jobs, topics),
    outbox: openOutbox(database),
    failures: openJobFailures(database.read),
    backend,
    clock: database.clock,
    log: lines,
  });
  await runner.start();
  opened.push({ stop: () => backend.close() }, runner);
  return { runner, backend };
}

async function until(condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<number> {
  const began = performance.now();
  while (!(await condition())) {
    if (performance.now() - began > ms) throw new Error(`not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - began;
}

const waiting = async (database: Database): Promise<number> =>
  Number((await database.read.query<{ n: bigint }>('SELECT count(*) AS n FROM outbox WHERE done_at IS NULL')).rows[0]?.n);
const noteOf = (seen: unknown[]): Job => ({ name: 'note', topic: 'events-accepted', run: async (payload) => void seen.push(payload) });

/** What a restart without its files does to Redis, and a restore of another backup to the queue's schema. */
async function loseMemory(database: Database): Promise<void> {
  if (redis) return redis.flush();
  const { rows } = await database.read.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`,
  );
  await database.read.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
}

async function stopAll(): Promise<void> {
  for (const part of opened.splice(0).reverse()) await part.stop();
}

describe.each(['PostgreSQL', hasRedis ? 'Redis' : 'Redis (skipped: no redis-server)'])('effects on %s', (engine) => {
  beforeAll(async () => {
    if (engine === 'Redis') redis = await openRedisServer();
  });
  afterEach(stopAll);
  afterAll(async () => {
    await redis?.close();
    redis = undefined;
  });
  const story = engine.includes('skipped') ? it.skip : it;

  story('reach their job within a second of the commit, and are done in its transaction', async () => {
    const database = await open();
    const seen: unknown[] = [];
    const job: Job = {
      name: 'note',
      topic: 'events-accepted',
      run: (payload, { finish }) =>
        database.inTransaction(async (tx) => {
          await finish(tx);
          seen.push(payload);
        }),
    };
    await run(database, [job], ['events-accepted']);
    for (let n = 0; n < 3; n += 1) {
      await database.inTransaction((tx) => putOutbox(tx, 'events-accepted', { batch: n }));
      expect(await until(() => seen.length === n + 1)).toBeLessThan(1500);
    }
    expect(await until(async () => (await waiting(database)) === 0)).toBeLessThan(1500);
    expect(seen).toEqual([{ batch: 0 }, { batch: 1 }, { batch: 2 }]);
  });

  story('are tried again after a failure, and once only when they were done', async () => {
    const database = await open();
    let tries = 0;
    const job: Job = {
      name: 'stumble',
      topic: 'events-accepted',
      run: async () => {
        tries += 1;
        if (tries === 1) throw new Error('not yet');
      },
    };
    await run(database, [job], ['events-accepted']);
    await putOutbox(database.read, 'events-accepted', {});
    await until(async () => tries === 2 && (await waiting(database)) === 0);
  });

  story('that another run has done leave nothing of the slower one', async () => {
    const database = await open();
    await database.read.query('CREATE TABLE IF NOT EXISTS trace (n integer)');
    let runs = 0;
    const job: Job = {
      name: 'slow',
      topic: 'events-accepted',
      run: (_, { finish }) =>
        database.inTransaction(async (tx) => {
          runs += 1;
          await tx.query('INSERT INTO trace VALUES (1)');
          await database.read.query('UPDATE outbox SET done_at = now() WHERE done_at IS NULL');
          await finish(tx);
        }),
    };
    await run(database, [job], ['events-accepted']);
    await putOutbox(database.read, 'events-accepted', {});
    await until(() => runs === 1);
    await new Promise((resolve) => setTimeout(resolve, 1700));
    expect(runs).toBe(1);
    expect((await database.read.query('SELECT 1 FROM trace')).rowCount).toBe(0);
  });

  story('stay visible when they were given up, and come back by replay', async () => {
    const database = await open();
    await putOutbox(database.read, 'events-accepted', { batch: 'lost' });
    const outbox = openOutbox(database);
    let id = '';
    await outbox.handOver(async ([effect]) => void (id = effect?.id ?? ''));
    await outbox.giveUp(id, 'it broke');
    expect(await outbox.handOver(async () => undefined)).toBe(0);
    expect(await listDeadLetters(database.read, 10)).toMatchObject([{ topic: 'events-accepted', error: 'it broke', attempts: 1 }]);
    expect(await replayDeadLetters(database.read)).toBe(1);
    const seen: unknown[] = [];
    await run(database, [noteOf(seen)], ['events-accepted']);
    await until(() => seen.length === 1);
  });

  story('come again when the queue has forgotten everything, and so do the schedules', async () => {
    const database = await open();
    const seen: unknown[] = [];
    let ticks = 0;
    await run(database, [noteOf(seen), { name: 'tick', everyMs: 200, run: async () => void (ticks += 1) }], ['events-accepted']);
    await until(() => ticks > 0);
    // Handed over a moment ago to a queue that is now empty: without notice it would wait for 30 seconds.
    await putOutbox(database.read, 'events-accepted', {});
    await database.read.query('UPDATE outbox SET enqueued_at = clock_timestamp() WHERE done_at IS NULL');
    await loseMemory(database);
    const before = ticks;
    expect(await until(() => ticks > before + 1 && seen.length === 1)).toBeLessThan(8000);
  });

  story('that the queue gave up alone, with the database away, come again', async () => {
    const database = await open();
    const seen: unknown[] = [];
    const { backend } = await run(database, [noteOf(seen)], ['events-accepted']);
    await openOutbox(database).handOver(async () => undefined);
    const { rows } = await database.read.query<{ id: string }>(
      `INSERT INTO outbox (topic, payload, enqueued_at) VALUES ('events-accepted', '{}', clock_timestamp())
       RETURNING outbox_id::text AS id`,
    );
    const jobId = `ob-${rows[0]?.id}`;
    const queue = backend.queue('effects');
    await queue.add('a topic without a job', { id: 'none' }, { jobId, attempts: 1 });
    await until(async () => (await (await queue.getJob(jobId))?.isFailed()) === true);
    await queue.close();
    await database.read.query(`UPDATE outbox SET enqueued_at = enqueued_at - interval '31 seconds' WHERE done_at IS NULL`);
    await until(() => seen.length === 1);
  });

  story('go on by themselves when the engine was away', async () => {
    const database = await open();
    const way = redis ? undefined : await openCutConnection(fresh.url);
    opened.unshift({ stop: async () => way?.cut() });
    let ticks = 0;
    const seen: unknown[] = [];
    const jobs: Job[] = [noteOf(seen), { name: 'tick', everyMs: 200, run: async () => void (ticks += 1) }];
    await run(database, jobs, ['events-accepted'], way ? { databaseUrl: way.url } : {});
    await until(() => ticks > 0);
    await (way?.cut() ?? redis?.kill());
    await putOutbox(database.read, 'events-accepted', {});
    await (way?.mend() ?? redis?.revive());
    const before = ticks;
    await until(() => ticks > before && seen.length === 1, 30_000);
  });

  story('and timed jobs run as often as they say; one that fails is kept for the operator until it runs well', async () => {
    const database = await open();
    let [ticks, ill] = [0, true];
    const tick: Job = {
      name: 'tick',
      everyMs: 200,
      run: async () => {
        ticks += 1;
        if (ill) throw new Error('a step is not level');
      },
    };
    await run(database, [tick], []);
    await until(() => ticks >= 4, 4000);
    const [failure] = await listJobFailures(database.read);
    expect(failure).toMatchObject({ job: 'tick', error: 'a step is not level' });
    expect(failure?.times).toBeGreaterThanOrEqual(3);
    ill = false;
    await until(async () => (await listJobFailures(database.read)).length === 0);
  });
});

describe('effects', () => {
  afterEach(stopAll);

  it('are never handed to two sweepers at once, and wait again when one dies with them', async () => {
    const database = await open();
    for (let n = 0; n < 20; n += 1) await putOutbox(database.read, 'events-accepted', { n });
    const outbox = openOutbox(database);
    await expect(outbox.handOver(() => Promise.reject(new Error('dead')))).rejects.toThrow('dead');
    const taken: string[] = [];
    const take = (): Promise<number> => outbox.handOver(async (effects) => void taken.push(...effects.map((effect) => effect.id)));
    await Promise.all([take(), take(), take()]);
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken.length).toBe(20);
    await database.read.query('DELETE FROM outbox');
  });

  it('have the same jobs in the api and in the worker', async () => {
    const database = await open();
    const names = (jobs: Job[]): string[] => jobs.map((job) => job.name).sort();
    const env = readEnv({ DATABASE_URL: fresh.url });
    expect(names(allJobs(database, env))).toEqual(names(workerJobs(database, env)));
  });
});
