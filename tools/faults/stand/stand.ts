import { join } from 'node:path';
import { Database } from '@flywheel/database';
import { countWaiting } from '@flywheel/database/outbox';
import { seededRandom, type Random } from '@flywheel/primitives';
import { SealBuckets } from '@flywheel/settle';
import { openRedisServer, type OwnRedis } from '../../../tests/stack/redis.ts';
import { freePort } from '../../postgres/server.mjs';
import { checkBooks, type Verdicts } from '../check/check-books.ts';
import { Load } from '../load/load.ts';
import { LossyProxy, type Losses } from '../load/lossy-proxy.ts';
import { pressSealing } from '../load/press-seal.ts';
import { beaconBatches, eventBatches, shuffled } from '../load/work.ts';
import type { Cluster } from './cluster.ts';
import { mintTokens } from './mint.ts';
import { Program } from './program.ts';

/** Everything one fault is tried on: a database of its own, the api in a process, the way to it, and the load. */
export type Stand = {
  readonly name: string;
  readonly url: string;
  readonly database: Database;
  readonly random: Random;
  readonly api: Program;
  readonly worker: Program | undefined;
  readonly redis: OwnRedis | undefined;
  readonly proxy: LossyProxy;
  readonly load: Load;
  /** Address of the api itself, without the proxy. */
  readonly apiUrl: string;
  /** Presses the sealer from now until `settle`. */
  press(): void;
  /** Sends everything once more, in another order, until it is acknowledged. */
  sendAgain(): Promise<void>;
  /** Seconds until no effect waits, at most `mostSeconds`. */
  drain(mostSeconds: number): Promise<number>;
  /** Ends the programs, seals everything and judges. */
  settle(): Promise<Verdicts>;
  close(): Promise<void>;
};

export type StandOptions = {
  name: string;
  seed: string;
  events: number;
  beacons: number;
  /** Tokens that were won two hours ago, too late to count. */
  late?: number;
  redis?: boolean;
  tablespace?: string;
  losses?: Losses;
};

export const usualLosses: Losses = { drop: 0.03, double: 0.02, delay: 0.05, delayMs: 40 };
const programs = {
  api: new URL('../../../apps/api/dist/main.js', import.meta.url),
  worker: new URL('../../../apps/worker/dist/main.js', import.meta.url),
};
const sealEveryMs = 400;
const minuteMs = 60_000;

export async function openStand(cluster: Cluster, options: StandOptions): Promise<Stand> {
  const { name, seed, events, beacons, late = 0, tablespace } = options;
  const random = seededRandom(`${seed} ${name}`);
  const { dataDir } = cluster;
  const url = await cluster.create(`faults_${name.replaceAll('-', '_')}`, tablespace);
  const redis = options.redis ? await openRedisServer() : undefined;
  const port = await freePort();
  const env = {
    DATABASE_URL: url,
    DATABASE_URL_FILE: '',
    WORLD: 'live',
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port),
    REDIS_URL: redis?.url ?? '',
  };
  const api = new Program(programs.api, { env, log: join(dataDir, `${name}-api.log`) });
  const worker = redis && new Program(programs.worker, { env, log: join(dataDir, `${name}-worker.log`) });
  const starting = Promise.all([api.start(), worker?.start()]);
  const at = { url, dataDir, random };
  const tokens = await mintTokens(at, { count: beacons, tight: beacons > 0 ? 3000 : 0 });
  if (late > 0) tokens.push(...(await mintTokens(at, { count: late, aheadMs: -2 * 60 * minuteMs })));
  await starting;
  const proxy = new LossyProxy({ target: port, losses: options.losses ?? usualLosses, random });
  const database = new Database({ url, poolSize: 3 });
  await database.ready();
  const batches = [...eventBatches(events, { name, now: database.clock.now(), random }), ...beaconBatches(tokens)];
  const way = { url: await proxy.open(), key: cluster.key };
  const load = new Load(shuffled(batches, random), way);
  let pressing: ReturnType<typeof pressSealing> | undefined;
  const stopAll = async (): Promise<void> => {
    await pressing?.stop();
    await Promise.all([api.stop(), worker?.stop()]);
    await proxy.close();
  };
  return {
    name,
    url,
    database,
    random,
    api,
    worker,
    redis,
    proxy,
    load,
    apiUrl: `http://127.0.0.1:${port}`,
    press: () => {
      pressing = pressSealing(database, sealEveryMs);
    },
    sendAgain: () => new Load(shuffled(batches, random), way).run(),
    drain: (mostSeconds) => drain(database, mostSeconds),
    settle: async () => {
      await stopAll();
      await sealAll(database);
      return checkBooks(database, load);
    },
    close: async () => {
      load.stop();
      await stopAll();
      await database.close();
      await redis?.close();
      await cluster.drop(`faults_${name.replaceAll('-', '_')}`);
    },
  };
}

async function drain(database: Database, mostSeconds: number): Promise<number> {
  const from = performance.now();
  for (;;) {
    const { waiting } = await countWaiting(database.read);
    const seconds = (performance.now() - from) / 1000;
    if (waiting === 0 || seconds > mostSeconds) return seconds;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Seals every minute that holds a charge, those ahead of the clock too. */
export async function sealAll(database: Database): Promise<void> {
  const { rows } = await database.read.query<{ newest: Date | null }>('SELECT max(bucket) AS newest FROM delivery_fact');
  const newest = rows[0]?.newest?.getTime();
  if (newest !== undefined) await new SealBuckets(database).run({ now: newest + 2 * minuteMs });
}
