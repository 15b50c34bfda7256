import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { loadTokenKeys, systemRandom, type Env } from '@flywheel/runtime';
import { openServing, type Serving } from '@flywheel/serve';
import type { Logger } from 'pino';
import { ENV, LOGGER } from '../http/tokens.ts';

const refreshMs = 400;
const leasesMs = 1000;
const recordsMs = 20;

/** The deciding part of this process: ready before the first request, kept fresh by timers, its leases given back at the end. */
@Injectable()
export class ServingLoop implements OnModuleInit, OnModuleDestroy {
  readonly serving: Serving;
  private readonly database: Database;
  private readonly log: Logger;
  private readonly decides: boolean;
  private readonly timers: NodeJS.Timeout[] = [];
  private lastTick = performance.now();

  constructor(@Inject(Database) database: Database, @Inject(ENV) env: Env, @Inject(LOGGER) log: Logger) {
    this.database = database;
    this.log = log;
    this.decides = env.serve.has('edge');
    const tokenKeys = loadTokenKeys(env.dataDir);
    this.serving = openServing({ database, tokenKeys, random: systemRandom, decider: `api-${process.pid}` });
  }

  /** How long this process is behind its own timer: the wait of a request that has just begun to run. */
  get waitedMs(): number {
    return Math.max(0, performance.now() - this.lastTick - recordsMs);
  }

  async onModuleInit(): Promise<void> {
    if (!this.decides) return;
    const { refreshIndex, warmCaps, leaseKeeper, recordDecisions, memory } = this.serving;
    const now = (): number => this.database.clock.now();
    await refreshIndex.run({ now: now() });
    await warmCaps.run({ now: now() });
    await leaseKeeper.run({ now: now() });
    this.every(refreshMs, 'refresh-index', () => refreshIndex.run({ now: now() }));
    this.every(leasesMs, 'lease-keeper', () => leaseKeeper.run({ now: now() }));
    this.every(recordsMs, 'record-decisions', async () => {
      this.lastTick = performance.now();
      if (memory.records.size > 0) await recordDecisions.run();
    });
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    if (!this.decides) return;
    await this.serving.recordDecisions.run();
    await this.serving.leaseKeeper.drain({ now: this.database.clock.now() });
  }

  /** While the database is away the last snapshot serves, records wait in their ring, and a full ring sheds. */
  private every(ms: number, flow: string, run: () => Promise<unknown>): void {
    const timer = setInterval(() => {
      run().catch((error: unknown) => this.log.warn({ flow, err: error }, 'failed, tried again'));
    }, ms);
    this.timers.push(timer);
  }
}
