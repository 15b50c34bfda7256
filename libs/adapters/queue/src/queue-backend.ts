import { createPostgresBackend, Queue, runMigrations, Worker, type PostgresConnectionOptions, type Processor } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

// A dead worker's job is back after lockDuration + stalledInterval: 7 s instead of the default minute.
// One that lost its engine asks again each second, not each quarter of a minute.
const workerSettings = { lockDuration: 5000, stalledInterval: 2000, maxStalledCount: 10, runRetryDelay: 1000 } as const;
const schema = 'bullmq';
const poolSize = 6;

/** Opens BullMQ's queues and workers on one engine; all of them share its connections. */
export type QueueBackend = {
  queue(name: string): Queue;
  worker(name: string, concurrency: number, run: Processor): Worker;
  /** After the queues and workers are closed. */
  close(): Promise<void>;
};

/** Redis where `redisUrl` is given, otherwise the Postgres at `databaseUrl`, in a schema of its own that is migrated here. */
export async function openQueueBackend(options: { databaseUrl: string; redisUrl?: string | undefined }): Promise<QueueBackend> {
  return options.redisUrl ? openRedis(options.redisUrl) : openPostgres(options.databaseUrl);
}

async function openPostgres(databaseUrl: string): Promise<QueueBackend> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize, options: `-c search_path=${schema}`, keepAlive: true });
  // The pool replaces an idle connection that breaks; the next command reports what is really wrong.
  pool.on('error', () => undefined);
  // A connection that breaks while it is lent out ends its command with an error; without a listener it would end the process too.
  pool.on('connect', (each) => void each.on('error', () => undefined));
  const client = await pool.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    client.release();
  }
  // BullMQ describes pg's pool in words of its own, a little apart from pg's.
  const connection = pool as unknown as PostgresConnectionOptions;
  return {
    queue: (name) => new Queue(name, { connection }, createPostgresBackend) as unknown as Queue,
    worker: (name, concurrency, run) =>
      new Worker(name, run, { connection, concurrency, autorun: false, ...workerSettings }, createPostgresBackend) as unknown as Worker,
    close: () => pool.end(),
  };
}

function openRedis(redisUrl: string): QueueBackend {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  // Braces keep all keys of a queue in one slot of a Redis Cluster.
  const prefix = '{flywheel}';
  return {
    queue: (name) => new Queue(name, { connection, prefix }),
    worker: (name, concurrency, run) => new Worker(name, run, { connection, prefix, concurrency, autorun: false, ...workerSettings }),
    close: async () => void (await connection.quit()),
  };
}
