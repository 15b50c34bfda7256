import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@flywheel/database';
import { countWaiting, putOutbox } from '@flywheel/database/outbox';
import { openRedisServer } from '../../../tests/stack/redis.ts';
import type { Outcome, Suite } from '../fault.ts';
import { Program } from '../stand/program.ts';

/** The worker that is struck, and what it had begun that is not done. */
export type Victim = { program: Program; unfinished(): Promise<number[]> };

const putEveryMs = 20;
const drainSeconds = 10;

/**
 * Two workers on Redis do `effects` effects, one every 20 ms; `strike` hits one of them and returns how long what it had begun took to
 * be done. Every effect must stand exactly once.
 */
export async function runProbe(
  { cluster }: Suite,
  { name, effects, strike }: { name: string; effects: number; strike: (victim: Victim, database: Database) => Promise<number[]> },
): Promise<Outcome> {
  const database = `faults_${name.replaceAll('-', '_')}`;
  const url = await cluster.create(database);
  const redis = await openRedisServer();
  const env = { DATABASE_URL: url, DATABASE_URL_FILE: '', REDIS_URL: redis.url, DATA_DIR: cluster.dataDir, WORLD: 'live' };
  const file = new URL('./probe-worker.ts', import.meta.url);
  const [first, second] = [1, 2].map((n) => new Program(file, { env, log: join(cluster.dataDir, `${name}-${n}.log`) })) as [
    Program,
    Program,
  ];
  const own = new Database({ url, poolSize: 3 });
  const begun = new Set<number>();
  first.listen((said) => begun.add((said as { begun: number }).begun));
  try {
    await own.read.query('CREATE TABLE probe (n integer NOT NULL)');
    await Promise.all([first.start(), second.start()]);
    const putting = put(own, effects);
    const recoverySeconds = await strike({ program: first, unfinished: () => undone(own, [...begun]) }, own);
    await putting;
    const backlog = await drained(own);
    await Promise.all([first.stop(), second.stop()]);
    return { ...(await judge(own, { effects, backlog })), recoverySeconds };
  } finally {
    await Promise.all([first.stop(), second.stop()]);
    await own.close();
    await redis.close();
    await cluster.drop(database);
  }
}

async function put(database: Database, effects: number): Promise<void> {
  for (let n = 0; n < effects; n += 1) {
    await putOutbox(database.read, 'events-accepted', { n });
    await sleep(putEveryMs);
  }
}

async function undone(database: Database, begun: readonly number[]): Promise<number[]> {
  const { rows } = await database.read.query<{ n: number }>(
    'SELECT n FROM unnest($1::int[]) AS begun(n) WHERE NOT EXISTS (SELECT 1 FROM probe WHERE probe.n = begun.n)',
    [begun],
  );
  return rows.map(({ n }) => n);
}

async function drained(database: Database): Promise<number> {
  const from = performance.now();
  for (;;) {
    const seconds = (performance.now() - from) / 1000;
    if ((await countWaiting(database.read)).waiting === 0 || seconds > drainSeconds) return seconds;
    await sleep(50);
  }
}

async function judge(
  database: Database,
  { effects, backlog }: { effects: number; backlog: number },
): Promise<Omit<Outcome, 'recoverySeconds'>> {
  const { rows } = await database.read.query<{ once: number; rows: number }>(
    'SELECT count(DISTINCT n)::int AS once, count(*)::int AS rows FROM probe',
  );
  const { once = 0, rows: written = 0 } = rows[0] ?? {};
  const [lost, doubled] = [effects - once, written - once];
  const failures = [
    ...(lost > 0 ? [`${lost} effects were lost`] : []),
    ...(doubled > 0 ? [`${doubled} effects were done twice`] : []),
    ...(backlog > drainSeconds ? [`effects still waited after ${drainSeconds} s`] : []),
  ];
  return { acked: effects, lost, doubled, overspentMicros: 0n, failures, note: `effects, backlog ${backlog.toFixed(1)} s` };
}

/** Seconds until all of these are done. */
export async function untilDone(database: Database, effects: readonly number[], mostSeconds: number): Promise<number> {
  const from = performance.now();
  for (;;) {
    const seconds = (performance.now() - from) / 1000;
    if ((await undone(database, effects)).length === 0 || seconds > mostSeconds) return seconds;
    await sleep(50);
  }
}
