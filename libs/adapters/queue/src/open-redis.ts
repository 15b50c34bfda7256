import { Queue, Worker, type Processor } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueBackend } from './queue-engine.ts';
import { workerSettings } from './worker-settings.ts';

// Braces keep all keys of a queue in one slot of a Redis Cluster.
const prefix = '{flywheel}';
const firstAnswerMs = 10_000;

/** BullMQ on the Redis at `redisUrl`; refuses one that does not answer within ten seconds. `warn` hears of settings that can cost jobs. */
export async function openRedis(redisUrl: string, warn: (sentence: string) => void): Promise<QueueBackend> {
  // Queues refuse at once what Redis does not take, and the effect stays in the outbox. Workers wait until it is back.
  const asking = new Redis(redisUrl, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  const working = new Redis(redisUrl, { maxRetriesPerRequest: null });
  // Queues and workers tell what breaks; without a listener ioredis would print it as well.
  for (const each of [asking, working]) each.on('error', () => undefined);
  const close = async (): Promise<void> => {
    for (const each of [asking, working]) {
      if (each.status === 'ready') await each.quit().catch(() => undefined);
      else each.disconnect();
    }
  };
  try {
    await firstAnswer(asking);
    for (const sentence of await unsafeSettings(asking)) warn(sentence);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    queue: (name) => new Queue(name, { connection: asking, prefix }),
    worker: (name, concurrency, run: Processor) =>
      new Worker(name, run, { connection: working, prefix, concurrency, autorun: false, ...workerSettings }),
    close,
  };
}

async function firstAnswer(connection: Redis): Promise<void> {
  const until = performance.now() + firstAnswerMs;
  for (;;) {
    const answer = await connection.ping().catch((error: Error) => error);
    if (answer === 'PONG') return;
    if (performance.now() > until) throw new Error('the Redis that REDIS_URL names does not answer; start it, or leave REDIS_URL out');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What would let Redis forget jobs. A hosted one may refuse to tell: then its owner has to know. */
async function unsafeSettings(connection: Redis): Promise<string[]> {
  const read = async (name: string): Promise<string | undefined> => ((await connection.config('GET', name).catch(() => [])) as string[])[1];
  const [append, policy] = [await read('appendonly'), await read('maxmemory-policy')];
  return [
    ...(append === 'no'
      ? ['Redis runs without appendonly: after its crash every effect comes again from the outbox, up to 30 s late']
      : []),
    ...(policy !== undefined && policy !== 'noeviction' ? [`Redis evicts keys (${policy}): set maxmemory-policy to noeviction`] : []),
  ];
}
