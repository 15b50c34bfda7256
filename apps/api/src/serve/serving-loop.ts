import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { isSeeding } from '@flywheel/database/world';
import { systemRandom, TokenKeyRing, type Env } from '@flywheel/runtime';
import { openServing, Pacer, type Serving } from '@flywheel/serve';
import type { Logger } from 'pino';
import { ENV, LOGGER } from '../http/tokens.ts';

const refreshMs = 250;
const peopleMs = 400;
const modelMs = 250;
const leasesMs = 250;
const recordsMs = 20;
const hiddenMs = 500;
const ownersMs = 500;
const pacerMs = 1000;

/** The deciding part of this process: ready before the first request, kept fresh by timers, its leases given back at the end. */
@Injectable()
export class ServingLoop implements OnModuleInit, OnApplicationShutdown {
  readonly serving: Serving;
  private readonly database: Database;
  private readonly log: Logger;
  private readonly decides: boolean;
  /** A live world is never seeded: nobody has to ask. */
  private readonly mayBeSeeding: boolean;
  /** Loops whose last turn failed, with the failure: what an operator has to know. */
  readonly failing = new Map<string, unknown>();
  private address: string | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private lastTick = performance.now();

  constructor(@Inject(Database) database: Database, @Inject(ENV) env: Env, @Inject(LOGGER) log: Logger) {
    this.database = database;
    this.log = log;
    this.decides = env.serve.has('edge');
    this.mayBeSeeding = env.world !== 'live';
    const tokenKeys = new TokenKeyRing(env.dataDir);
    this.serving = openServing({
      database,
      tokenKeys,
      random: systemRandom,
      decider: `api-${process.pid}-${randomUUID().slice(0, 6)}`,
      apart: true,
      explorePpm: env.explorePpm,
    });
  }

  /** How long this process is behind its own timer: the wait of a request that has just begun to run. */
  get waitedMs(): number {
    return Math.max(0, performance.now() - this.lastTick - recordsMs);
  }

  async onModuleInit(): Promise<void> {
    if (!this.decides) return;
    const { refreshIndex, followPeople, publishModel, warmCaps, followHidden, leaseKeeper, recordDecisions, memory } = this.serving;
    const now = (): number => this.database.clock.now();
    await publishModel.run({ now: now() });
    await refreshIndex.run({ now: now() });
    await followPeople.run({ now: now() });
    await warmCaps.run({ now: now() });
    await followHidden.run();
    await recordDecisions.open();
    // A seeder leases in a simulated past: a lease of now beside it would change what its campaigns can spend, and following its
    // every step would cost it half its speed. What it wrote is read once it is done.
    const unlessSeeding = (run: () => Promise<unknown>) => async (): Promise<void> => {
      if (this.mayBeSeeding && (await isSeeding(this.database.read))) return;
      await run();
    };
    const keepLeases = unlessSeeding(() => leaseKeeper.run({ now: now() }));
    await keepLeases();
    this.every(
      refreshMs,
      'refresh-index',
      unlessSeeding(() => refreshIndex.run({ now: now() })),
    );
    this.every(
      peopleMs,
      'follow-people',
      unlessSeeding(() => followPeople.run({ now: now() })),
    );
    this.every(
      modelMs,
      'publish-model',
      unlessSeeding(() => publishModel.run({ now: now() })),
    );
    this.every(leasesMs, 'lease-keeper', keepLeases);
    const pacer = new Pacer(this.database);
    this.every(
      pacerMs,
      'pacer',
      unlessSeeding(() => pacer.run({ now: now() })),
    );
    this.every(hiddenMs, 'follow-hidden', () => followHidden.run());
    this.every(recordsMs, 'record-decisions', async () => {
      this.lastTick = performance.now();
      if (memory.records.size > 0) await recordDecisions.run();
    });
  }

  /** Says to the other deciders where this process answers; from then on each viewer's counters have one owner among them. */
  async announce(address: string): Promise<void> {
    if (!this.decides) return;
    this.address = address;
    const { keepOwners } = this.serving;
    const keep = (): Promise<void> => keepOwners.run({ now: this.database.clock.now(), address });
    await keep();
    this.every(ownersMs, 'keep-owners', keep);
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    if (!this.decides) return;
    await this.serving.recordDecisions.close();
    await this.serving.publishModel.close();
    if (this.address !== undefined) await this.serving.keepOwners.leave();
    await this.serving.leaseKeeper.drain({ now: this.database.clock.now() });
  }

  /** Says it once for each stretch of failures; the next turn tries again. */
  private note(flow: string, error: unknown): void {
    if (!this.failing.has(flow)) this.log.error({ flow, err: error }, 'this loop fails and is tried again');
    this.failing.set(flow, error);
  }

  /** While the database is away the last snapshot serves, records wait in their ring, and a full ring sheds. */
  private every(ms: number, flow: string, run: () => Promise<unknown>): void {
    const timer = setInterval(() => {
      run().then(
        () => this.failing.delete(flow),
        (error: unknown) => this.note(flow, error),
      );
    }, ms);
    this.timers.push(timer);
  }
}
