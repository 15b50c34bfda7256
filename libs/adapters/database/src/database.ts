import type { Clock } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import pg from 'pg';
import { copyInto, type CopyIn } from './copy-into.ts';
import { copyOut, type CopyOut } from './copy-out.ts';
import { DatabaseClock } from './database-clock.ts';

export type DatabaseOptions = {
  url: string;
  /** The same database for a role that only reads: the pool of reports signs in with it. Default `url`. */
  reportUrl?: string | undefined;
  /** The clock flows are given; default: the database's own, read every second. */
  clock?: Clock;
  /** Connections for writes and short reads. Default 10. */
  poolSize?: number;
  /**
   * True lets commits reach the disk a moment later, which a crash of the machine can cost. Only for a past that is made anew when it is
   * interrupted (seeding, replay), where nobody waits for an acknowledgement; `settleOnDisk` ends it.
   */
  lateToDisk?: boolean;
};

const eightByteInteger = 20;
// A row's BIGINT is money or a count: a JS number would lose digits without a word.
pg.types.setTypeParser(eightByteInteger, BigInt);

/** The pools of one world's database. Reports have their own, so that a heavy one never starves charging. */
export class Database {
  readonly read: Tx;
  readonly reports: Tx;
  readonly clock: Clock;
  readonly url: string;
  private readonly pool: pg.Pool;
  private readonly reportPool: pg.Pool;
  private readonly ownClock: DatabaseClock | undefined;

  constructor(options: DatabaseOptions) {
    this.url = options.url;
    this.pool = openPool(options.url, options.poolSize ?? 10, `${timeouts(5000)}${options.lateToDisk ? ' -c synchronous_commit=off' : ''}`);
    this.reportPool = openPool(options.reportUrl ?? options.url, 4, timeouts(60_000));
    this.read = asTx(this.pool);
    this.reports = asTx(this.reportPool);
    this.ownClock = options.clock ? undefined : new DatabaseClock(this.read);
    this.clock = options.clock ?? (this.ownClock as DatabaseClock);
  }

  /** Waits for the first answer and for the clock to be set. */
  async ready(): Promise<void> {
    await this.read.query('SELECT 1');
    await this.ownClock?.start();
  }

  /** Runs `fn` in one READ COMMITTED transaction; commits when it returns, rolls back when it throws. */
  async inTransaction<T>(fn: (tx: Tx, copyIn: CopyIn) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await fn(asTx(client), (sql, ...bytes) => copyInto(client, sql, bytes));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Runs `fn` on the reports' pool with one view of the data: whatever commits meanwhile, all its reads agree. Refuses writes. */
  async inSnapshot<T>(fn: (tx: Tx, copy: CopyOut) => Promise<T>): Promise<T> {
    const client = await this.reportPool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return await fn(asTx(client), (sql, take) => copyOut(client, sql, take));
    } finally {
      // Nothing was written: ending it either way is the same.
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
      client.release(broken);
    }
  }

  /** Loads bytes through one COPY … FROM STDIN, a transaction of its own. */
  async copyIn(sql: string, bytes: Buffer): Promise<void> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await copyInto(client, sql, [bytes]);
    } catch (error) {
      broken = error instanceof Error && !('code' in error) ? error : undefined;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Returns when everything committed so far is on disk: one commit that waits brings all earlier ones with it. */
  async settleOnDisk(): Promise<void> {
    await this.inTransaction((tx) => tx.query("SELECT set_config('synchronous_commit', 'on', true), pg_current_xact_id()"));
  }

  async close(): Promise<void> {
    this.ownClock?.stop();
    await Promise.all([this.pool.end(), this.reportPool.end()]);
  }
}

function timeouts(statementMs: number): string {
  return `-c statement_timeout=${statementMs}`;
}

function openPool(url: string, max: number, settings: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    options: `${settings} -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC`,
  });
  // An idle connection that breaks is replaced by the pool; the next query reports what is really wrong.
  pool.on('error', () => undefined);
  // One that breaks while it is lent out fails its query; without a listener it would end the process too.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

/** A connection, or a pool that commits each statement, as the rest of the program knows it. */
export function asTx(client: pg.Pool | pg.ClientBase): Tx {
  return {
    async query<R extends object>(sql: string, params: readonly unknown[] = []) {
      const result = await client.query<R & pg.QueryResultRow>(sql, params as unknown[]);
      return { rows: result.rows as R[], rowCount: result.rowCount ?? 0 };
    },
  };
}
