import { Database } from '@flywheel/database';
import { countWaiting } from '@flywheel/database/outbox';
import { seededRandom, type Random } from '@flywheel/primitives';
import { SealBuckets } from '@flywheel/settle';
import { checkBooks, type Verdicts } from '../check/check-books.ts';
import { Load } from '../load/load.ts';
import { LossyProxy, type Losses } from '../load/lossy-proxy.ts';
import { pressSealing } from '../load/press-seal.ts';
import { beaconBatches, eventBatches, shuffled, type SendBatch } from '../load/work.ts';
import type { Cluster } from './cluster.ts';
import { mintTokens } from './mint.ts';
import { openPrograms, type Programs } from './programs.ts';

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

const usualLosses: Losses = { drop: 0.03, double: 0.02, delay: 0.05, delayMs: 40 };
const sealEveryMs = 400;
const minuteMs = 60_000;
/** Three times what the tight campaign can pay. */
const tightTokens = 3000;

/** What one fault is tried on: a database of its own, the programs, the lossy way to them, and the load. */
export class Stand {
  readonly name: string;
  readonly programs: Programs;
  readonly database: Database;
  readonly proxy: LossyProxy;
  readonly load: Load;
  private readonly sendAll: (random: Random) => Load;
  private readonly random: Random;
  private pressing: ReturnType<typeof pressSealing> | undefined;

  constructor(
    name: string,
    at: { programs: Programs; database: Database; proxy: LossyProxy; random: Random },
    sendAll: (random: Random) => Load,
  ) {
    this.name = name;
    this.programs = at.programs;
    this.database = at.database;
    this.proxy = at.proxy;
    this.random = at.random;
    this.sendAll = sendAll;
    this.load = sendAll(at.random);
  }

  /** Address of the api itself, without the proxy. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.programs.port}`;
  }

  /** Presses the sealer from now until `settle`. */
  press(): void {
    this.pressing = pressSealing(this.database, sealEveryMs);
  }

  /** Sends everything once more, in another order, until it is acknowledged. */
  async sendAgain(): Promise<void> {
    await this.sendAll(this.random).run();
  }

  /** Seconds until no effect waits, at most `mostSeconds`. */
  async drain(mostSeconds: number): Promise<number> {
    const from = performance.now();
    for (;;) {
      const { waiting } = await countWaiting(this.database.read);
      const seconds = (performance.now() - from) / 1000;
      if (waiting === 0 || seconds > mostSeconds) return seconds;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends the programs, seals everything and judges. */
  async settle(): Promise<Verdicts> {
    await this.pressing?.stop();
    await this.programs.stop();
    await sealAll(this.database);
    return checkBooks(this.database, this.load);
  }

  async close(): Promise<void> {
    this.load.stop();
    await this.pressing?.stop();
    await this.proxy.close();
    await this.database.close();
    await this.programs.close();
  }
}

/** Makes the database, starts the programs and wins the tokens meanwhile. Leaves nothing behind when that fails. */
export async function openStand(cluster: Cluster, options: StandOptions): Promise<Stand> {
  const { name, seed, losses = usualLosses, redis = false, tablespace } = options;
  const random = seededRandom(`${seed} ${name}`);
  const programs = await openPrograms(cluster, { name, redis, tablespace });
  const database = new Database({ url: programs.url, poolSize: 3 });
  try {
    await database.ready();
    const batches = await makeWork(options, { url: programs.url, dataDir: cluster.dataDir, random }, database.clock.now());
    await programs.ready;
    const proxy = new LossyProxy({ target: programs.port, losses, random });
    const way = { url: await proxy.open(), key: cluster.key };
    return new Stand(name, { programs, database, proxy, random }, (order) => new Load(shuffled(batches, order), way));
  } catch (error) {
    await database.close();
    await programs.close();
    throw error;
  }
}

async function makeWork(
  { name, events, beacons, late = 0 }: StandOptions,
  at: { url: string; dataDir: string; random: Random },
  now: number,
): Promise<SendBatch[]> {
  const tokens = await mintTokens(at, { count: beacons, tight: tightTokens });
  if (late > 0) tokens.push(...(await mintTokens(at, { count: late, aheadMs: -120 * minuteMs })));
  return [...eventBatches(events, { name, now, random: at.random }), ...beaconBatches(tokens)];
}

/** Seals every minute that holds a charge, those ahead of the clock too. */
export async function sealAll(database: Database): Promise<void> {
  const { rows } = await database.read.query<{ newest: Date | null }>('SELECT max(bucket) AS newest FROM delivery_fact');
  const newest = rows[0]?.newest?.getTime();
  if (newest !== undefined) await new SealBuckets(database).run({ now: newest + 2 * minuteMs });
}
