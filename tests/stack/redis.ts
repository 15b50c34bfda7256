import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A Redis of one test, append-only, on a free port of this machine. */
export type OwnRedis = {
  readonly url: string;
  /** kill -9: what it had written to its log stays. */
  kill(): Promise<void>;
  /** Starts it again on its log; resolves when it answers. */
  revive(): Promise<void>;
  flush(): Promise<void>;
  close(): Promise<void>;
};

/** Whether this machine has a redis-server to start. */
export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0;

/** Starts a Redis of one's own; only where `hasRedis`. */
export async function openRedisServer(): Promise<OwnRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const end = (): void => void child?.kill('SIGKILL');
  const revive = async (): Promise<void> => {
    const settings = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction'];
    child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...settings], { stdio: 'ignore' });
    process.once('exit', end);
    await answers(url);
  };
  const kill = async (): Promise<void> => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await gone;
    process.off('exit', end);
  };
  await revive();
  return {
    url,
    kill,
    revive,
    flush: () => ask(url, async (redis) => void (await redis.flushall())),
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  const until = performance.now() + 20_000;
  for (;;) {
    // It refuses while it still reads its log.
    const pong = await ask(url, (redis) => redis.ping()).catch(() => undefined);
    if (pong === 'PONG') return;
    if (performance.now() > until) throw new Error('redis-server does not answer');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  // What fails fails its question.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
