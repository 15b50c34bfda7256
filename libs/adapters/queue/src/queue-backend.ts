import { createPostgresBackend, Queue, runMigrations, Worker, type PostgresConnectionOptions } from 'bullmq';
import pg from 'pg';
import { openRedis } from './open-redis.ts';
import type { QueueBackend } from './queue-engine.ts';
import { workerSettings } from './worker-settings.ts';

const schema = 'bullmq';
const poolSize = 6;

export type QueueBackendOptions = {
  databaseUrl: string;
  redisUrl?: string | undefined;
  /** Hears of settings of Redis that can cost jobs. */
  warn?: (sentence: string) => void;
};

/**
 * Redis where `redisUrl` is given, otherwise the Postgres at `databaseUrl`, in a schema of its own that is migrated here, under BullMQ's
 * advisory lock: any number of processes may open it at once.
 */
export async function openQueueBackend({ databaseUrl, redisUrl, warn }: QueueBackendOptions): Promise<QueueBackend> {
  return redisUrl ? openRedis(redisUrl, warn ?? (() => undefined)) : openPostgres(databaseUrl);
}

async function openPostgres(databaseUrl: string): Promise<QueueBackend> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize, options: `-c search_path=${schema}`, keepAlive: true });
  // The pool replaces an idle connection that breaks; the next command reports what is really wrong.
  pool.on('error', () => undefined);
  // A connection that breaks while it is lent out ends its command with an error; without a listener it would end the process too.
  pool.on('connect', (each) => void each.on('error', () => undefined));
  const client = await pool.connect();
  try {
    // A role that may not make schemas finds it made by the owner (npm run migrate).
    const { rows } = await client.query(`SELECT has_database_privilege(current_database(), 'CREATE') AS may`);
    if (rows[0]?.may === true) await runMigrations(client, schema);
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
