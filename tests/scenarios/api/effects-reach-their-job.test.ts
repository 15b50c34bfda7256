import { Database } from '@flywheel/database';
import { listDeadLetters, openOutbox, putOutbox, replayDeadLetters } from '@flywheel/database/outbox';
import { JobRunner, openQueueBackend, registerJobs, type Job } from '@flywheel/queue';
import { readEnv } from '@flywheel/runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { allJobs } from '../../../apps/api/src/jobs.ts';
import { allJobs as workerJobs } from '../../../apps/worker/src/schedule.ts';
import { openCutConnection } from '../../stack/cut-connection.ts';
import { useTestDatabase } from '../../stack/database.ts';

const fresh = useTestDatabase();
const opened: { stop(): Promise<void> }[] = [];

async function open(): Promise<Database> {
  const database = new Database({ url: fresh.url, poolSize: 4 });
  await database.ready();
  opened.push({ stop: () => database.close() });
  return database;
}

async function run(database: Database, jobs: Job[], topics: string[], databaseUrl = fresh.url): Promise<void> {
  const lines = { info: () => undefined, error: () => undefined };
  const backend = await openQueueBackend({ databaseUrl });
  const runner = new JobRunner({
    jobs: registerJobs(jobs, topics),
    outbox: openOutbox(database.read),
    backend,
    clock: database.clock,
    log: lines,
  });
  await runner.start();
  opened.push(runner);
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

describe('effects', () => {
  afterEach(async () => {
    for (const part of opened.splice(0).reverse()) await part.stop();
  });

  it('reach their job within a second of the commit, and are done in its transaction', async () => {
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

  it('are tried again after a failure, and once only when they were done', async () => {
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

  it('stay visible when they were given up, and come back by replay', async () => {
    const database = await open();
    await putOutbox(database.read, 'events-accepted', { batch: 'lost' });
    const [effect] = await openOutbox(database.read).take();
    await openOutbox(database.read).giveUp(effect?.id ?? '', 'it broke');
    expect(await openOutbox(database.read).take()).toEqual([]);
    expect(await listDeadLetters(database.read, 10)).toMatchObject([{ topic: 'events-accepted', error: 'it broke', attempts: 1 }]);
    expect(await replayDeadLetters(database.read)).toBe(1);
    const seen: unknown[] = [];
    await run(database, [{ name: 'note', topic: 'events-accepted', run: async (payload) => void seen.push(payload) }], ['events-accepted']);
    await until(() => seen.length === 1);
  });

  it('are never handed to two sweepers at once', async () => {
    const database = await open();
    for (let n = 0; n < 20; n += 1) await putOutbox(database.read, 'events-accepted', { n });
    const outbox = openOutbox(database.read);
    const taken = (await Promise.all([outbox.take(), outbox.take(), outbox.take()])).flat().map((effect) => effect.id);
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken.length).toBe(20);
    await database.read.query('DELETE FROM outbox');
  });

  it('go on by themselves when the database was away', async () => {
    const database = await open();
    const way = await openCutConnection(fresh.url);
    opened.unshift({ stop: () => way.cut() });
    let ticks = 0;
    const seen: unknown[] = [];
    const note: Job = { name: 'note', topic: 'events-accepted', run: async (payload) => void seen.push(payload) };
    await run(database, [note, { name: 'tick', everyMs: 200, run: async () => void (ticks += 1) }], ['events-accepted'], way.url);
    await until(() => ticks > 0);
    await way.cut();
    await putOutbox(database.read, 'events-accepted', {});
    await way.mend();
    const before = ticks;
    await until(() => ticks > before && seen.length === 1, 30_000);
  });

  it('and timed jobs run as often as they say, from a schedule that is rebuilt at each start', async () => {
    const database = await open();
    let ticks = 0;
    await run(database, [{ name: 'tick', everyMs: 200, run: async () => void (ticks += 1) }], []);
    await until(() => ticks >= 4, 4000);
  });

  it('have the same jobs in the api and in the worker', async () => {
    const database = await open();
    const names = (jobs: Job[]): string[] => jobs.map((job) => job.name).sort();
    const env = readEnv({ DATABASE_URL: fresh.url });
    expect(names(allJobs(database, env))).toEqual(names(workerJobs(database, env)));
  });
});
