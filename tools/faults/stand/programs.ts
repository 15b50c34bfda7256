import { join } from 'node:path';
import { openRedisServer, type OwnRedis } from '../../../tests/stack/redis.ts';
import { freePort } from '../../postgres/server.mjs';
import type { Cluster } from './cluster.ts';
import { Program } from './program.ts';

const files = {
  api: new URL('../../../apps/api/dist/main.js', import.meta.url),
  worker: new URL('../../../apps/worker/dist/main.js', import.meta.url),
};

/** The api, and with Redis a worker, each in a process of its own, on a database made from the template. */
export type Programs = {
  readonly url: string;
  readonly port: number;
  readonly api: Program;
  readonly worker: Program | undefined;
  readonly redis: OwnRedis | undefined;
  /** Resolves when they are ready. */
  readonly ready: Promise<unknown>;
  stop(): Promise<void>;
  /** After `stop` and with no connection of one's own. */
  close(): Promise<void>;
};

export async function openPrograms(
  cluster: Cluster,
  { name, redis: onRedis, tablespace }: { name: string; redis: boolean; tablespace: string | undefined },
): Promise<Programs> {
  const database = `faults_${name.replaceAll('-', '_')}`;
  const { dataDir } = cluster;
  const url = await cluster.create(database, tablespace);
  const redis = onRedis ? await openRedisServer() : undefined;
  const port = await freePort();
  const address = { DATABASE_URL: url, DATABASE_URL_FILE: '', REDIS_URL: redis?.url ?? '', HOST: '127.0.0.1', PORT: String(port) };
  const env = { ...address, WORLD: 'live', DATA_DIR: dataDir };
  const api = new Program(files.api, { env, log: join(dataDir, `${name}-api.log`) });
  const worker = redis && new Program(files.worker, { env, log: join(dataDir, `${name}-worker.log`) });
  const ready = Promise.all([api.start(), worker?.start()]);
  // Whoever waits for it hears of it.
  ready.catch(() => undefined);
  const stop = async (): Promise<void> => void (await Promise.all([api.stop(), worker?.stop()]));
  return {
    url,
    port,
    api,
    worker,
    redis,
    ready,
    stop,
    close: async () => {
      await stop();
      await redis?.close();
      await cluster.drop(database);
    },
  };
}
