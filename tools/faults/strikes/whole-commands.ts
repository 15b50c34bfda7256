import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@flywheel/database';
import { readProgress } from '@flywheel/database/world';
import { seededRandom, type Random } from '@flywheel/primitives';
import { hasRedis, openRedisServer } from '../../../tests/stack/redis.ts';
import { freePort } from '../../postgres/server.mjs';
import { standsAgainst } from '../check/check-books.ts';
import type { Fault, Outcome, Skipped, Suite } from '../fault.ts';
import { Command } from '../stand/command.ts';
import { killNow } from '../stand/processes.ts';
import { tooSlow } from '../under-load.ts';

const startMs = 120_000;
const makeMs = 400_000;
const mostSeconds = 8;
const api = 'apps/api/dist/main.js';
const worker = 'apps/worker/dist/main.js';

/** A world that a command makes: its name, its database, and the commands themselves. */
type Making = {
  world: 'demo' | 'replay';
  database: string;
  /** Begins to make it, with the api and a worker beside; `made` resolves when its maker came to an end, to what it holds against it. */
  begin(env: Readonly<Record<string, string>>): Promise<{ programs: Command; made: Promise<string[]>; stop(): Promise<void> }>;
};

export const demoKills: Fault = {
  name: 'demo-kills',
  says: 'npm start: Postgres, then after the new start the api and the worker, are killed -9 while the demo is seeded',
  run: (suite) => makeUnderKills(suite, { world: 'demo', database: 'flywheel_demo', begin: beginDemo }),
};

export const replayKills: Fault = {
  name: 'replay-kills',
  says: 'npm run replay: Postgres, then in the new run the api and the worker, are killed -9 while a real site is lived again',
  run: async (suite) => {
    const { dump } = suite;
    if (dump === undefined) return { skipped: 'no --dump DIR of a Stack Exchange site' };
    const begin: Making['begin'] = (env) => beginReplay({ dump, env });
    return makeUnderKills(suite, { world: 'replay', database: 'flywheel_replay', begin });
  },
};

/** A world whose making is cut short is made anew: what was half made is judged as well, for until then people saw it. */
async function makeUnderKills(suite: Suite, making: Making): Promise<Outcome | Skipped> {
  if (!hasRedis) return { skipped: 'no redis-server' };
  const random = seededRandom(`${suite.seed}/${making.world}-kills`);
  const redis = await openRedisServer();
  const address = { HOST: '127.0.0.1', PORT: String(await freePort()), REDIS_URL: redis.url, DATABASE_URL: '', DATABASE_URL_FILE: '' };
  const env = { ...address, DATA_DIR: suite.cluster.dataDir, WORLD: making.world };
  try {
    const cut = await cutShort(suite, making, { env, random });
    const through = await throughKills(suite, making, { env, random });
    const recoverySeconds = [...cut.recoverySeconds, ...through.recoverySeconds];
    const failures = [...cut.failures, ...through.failures, ...tooSlow(recoverySeconds, mostSeconds)];
    const note = `Postgres at ${cut.at} % with ${cut.charges} charges there, ${through.at}; ${through.charges} charges in the end`;
    return { acked: through.charges, lost: 0, doubled: 0, overspentMicros: 0n, recoverySeconds, failures, note };
  } finally {
    await redis.close();
    await suite.cluster.drop(making.database);
  }
}

type Run = { env: Readonly<Record<string, string>>; random: Random };

async function cutShort({ cluster }: Suite, making: Making, { env, random }: Run) {
  const url = (): string => cluster.url(making.database);
  const { programs, made, stop } = await making.begin(env);
  try {
    const at = between(random, 20, 80);
    await programs.until(async () => (await shareMade(url())) >= at, makeMs);
    const from = performance.now();
    for (const pid of cluster.pids()) killNow(pid);
    while (!(await answers(cluster))) await sleep(20);
    const recoverySeconds = [(performance.now() - from) / 1000];
    if ((await made).length === 0) throw new Error('the maker came to its end without the database it was killed with');
    await stop();
    const { failures, charges } = await judge(url, `half made, at ${at} %`);
    return { at, charges, failures, recoverySeconds };
  } finally {
    await stop();
  }
}

async function throughKills({ cluster }: Suite, making: Making, { env, random }: Run) {
  const url = (): string => cluster.url(making.database);
  const { programs, made, stop } = await making.begin(env);
  try {
    const moments = [between(random, 10, 45), between(random, 50, 85)];
    const order = random.next() < 0.5 ? [api, worker] : [worker, api];
    const recoverySeconds: number[] = [];
    for (const [nth, script] of order.entries()) {
      await programs.until(async () => (await shareMade(url())) >= (moments[nth] ?? 0), makeMs);
      recoverySeconds.push(await programs.killBelow(script, startMs));
    }
    const against = await made;
    await stop();
    const { failures, charges } = await judge(url, 'in the end');
    const at = order.map((script, nth) => `${script === api ? 'api' : 'worker'} at ${moments[nth]} %`).join(', ');
    return { at, charges, failures: [...against, ...failures], recoverySeconds };
  } finally {
    await stop();
  }
}

async function beginDemo(env: Readonly<Record<string, string>>): ReturnType<Making['begin']> {
  const programs = new Command(['tools/start.mjs'], env);
  await programs.until(() => programs.said.includes('seeding the demo 1 %'), startMs);
  const ends = /the demo is ready after|seeding of the demo stopped early/;
  const made = programs
    .until(() => ends.test(programs.said), makeMs)
    .then(() => (programs.said.includes('the demo is ready after') ? [] : ['the seeding stopped early']));
  // Whoever waits for it hears of it.
  made.catch(() => undefined);
  return { programs, made, stop: () => programs.stop() };
}

async function beginReplay({ dump, env }: { dump: string; env: Readonly<Record<string, string>> }): ReturnType<Making['begin']> {
  const replay = new Command(['tools/run.mjs', 'replay', 'stackexchange', dump], env);
  await replay.until(() => replay.said.includes('walking '), startMs);
  const programs = new Command(['tools/start.mjs', '--world', 'replay'], env);
  const made = replay.end(makeMs).then((code) => (code === 0 ? [] : [`the replay ended with ${code}: ${replay.said.slice(-400)}`]));
  // Whoever waits for it hears of it.
  made.catch(() => undefined);
  await programs.until(() => programs.said.includes('READY'), startMs);
  const stop = async (): Promise<void> => void (await Promise.all([replay.stop(), programs.stop()]));
  return { programs, made, stop };
}

/** Of the world in the making, in percent; 0 while there is none or nobody answers. */
async function shareMade(url: string): Promise<number> {
  return withDatabase(url, async ({ read }) => {
    const work = await readProgress(read, 'seeding');
    return work?.running ? (100 * work.done) / work.total : 0;
  }).catch(() => 0);
}

/** The last program to leave takes the server with it, and the suite's own supervisor starts it again: that is waited for. */
async function judge(url: () => string, when: string): Promise<{ failures: string[]; charges: number }> {
  for (const until = performance.now() + startMs; ; await sleep(200)) {
    try {
      return await withDatabase(url(), (database) => judgeNow(database, when));
    } catch (error) {
      if (performance.now() > until) throw error;
    }
  }
}

async function judgeNow(database: Database, when: string): Promise<{ failures: string[]; charges: number }> {
  const { rows } = await database.read.query<{ n: bigint }>('SELECT count(*) AS n FROM charge');
  const charges = Number(rows[0]?.n ?? 0n);
  const failures = (await standsAgainst(database)).map((each) => `${when}: ${each}`);
  return { charges, failures: charges > 0 ? failures : [...failures, `${when}: nothing was charged, so nothing was tried`] };
}

async function withDatabase<T>(url: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database({ url, poolSize: 1 });
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

async function answers({ ask }: Suite['cluster']): Promise<boolean> {
  return ask('SELECT 1').then(
    () => true,
    () => false,
  );
}

function between(random: Random, from: number, to: number): number {
  return from + Math.floor(random.next() * (to - from));
}
