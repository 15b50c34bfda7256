import type { Database } from '@flywheel/database';
import { readSeen } from '@flywheel/database/serving';
import { beat, readFundedHolders, readLeases, returnLeases, stopBeating, writeReserved } from '@flywheel/database/budgets';
import type { LeaseReturn } from '@flywheel/cache';
import { readPacingSince } from '@flywheel/database/pacing';
import type { Holder } from '@flywheel/pacing';
import type { Instant, Micros, Random } from '@flywheel/primitives';
import type { ServingMemory } from './serving-memory.ts';
import { takeLeases, type LeaseTaker } from './take-leases.ts';

/** `asked`: a holder gets a lease after its ad was first asked for. `ahead`: every holder that could spend has one before. */
export type LeaseMode = 'asked' | 'ahead';

const retryAfterMs = 500;
const beatEveryMs = 1000;
const winsAtOnce = 20_000;

/**
 * Keeps the leases of this process, off the decision path: call it every 250 ms, or in a simulation after each batch of beacons. Reads what
 * was charged, gives back what is idle, too small or recalled, and takes leases for the holders that were asked for: its work grows with
 * what is used, not with how many campaigns there are.
 */
export class LeaseKeeper {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private readonly random: Random;
  private readonly taker: Omit<LeaseTaker, 'workers'>;
  private readonly mode: LeaseMode;
  private workers = 1;
  private beatAt: Instant = -Infinity;
  private configVersion: bigint | undefined;
  private running: Promise<void> | undefined;

  constructor(database: Database, memory: ServingMemory, random: Random, taker: Omit<LeaseTaker, 'workers'>, mode: LeaseMode) {
    this.database = database;
    this.memory = memory;
    this.random = random;
    this.taker = taker;
    this.mode = mode;
  }

  async run({ now }: { now: Instant }): Promise<void> {
    this.running ??= this.keep(now).finally(() => (this.running = undefined));
    return this.running;
  }

  /** Gives back every lease at shutdown, less what tokens that are still out may draw; that part comes back when they have expired. */
  async drain({ now }: { now: Instant }): Promise<void> {
    await this.running;
    await this.follow(now);
    await this.giveBack(this.memory.leases.takeReturns(now, { all: true, keepIdle: false }));
    await this.follow(now);
    await stopBeating(this.database.read, this.taker.decider, now);
  }

  private async keep(now: Instant): Promise<void> {
    if (Math.abs(now - this.beatAt) >= beatEveryMs) await this.beat(now);
    await this.follow(now);
    await this.giveBack(this.memory.leases.takeReturns(now, { all: false, keepIdle: this.mode === 'ahead' }));
    await this.settleCaps(now);
    await this.followPacing();
    const wanted = await this.wanted(now);
    if (wanted.size > 0) await this.take(wanted, now);
  }

  private async beat(now: Instant): Promise<void> {
    this.workers = await beat(this.database.read, this.taker.decider, now);
    await writeReserved(this.database.read, this.memory.leases.reserved());
    this.beatAt = now;
  }

  private async follow(now: Instant): Promise<void> {
    const { leases } = this.memory;
    leases.follow(await readLeases(this.database.read, leases.held()), now);
  }

  private async settleCaps(now: Instant): Promise<void> {
    const { caps } = this.memory;
    const due = caps.takeDue(now, winsAtOnce);
    if (due.length === 0) return;
    const seen = await readSeen(this.database.read, due).catch((error: unknown) => {
      // Nobody can say now: they wait on, and stay counted.
      caps.resume(due);
      throw error;
    });
    const stays = new Set(seen);
    for (const win of due) if (!stays.has(win.imp)) caps.release(win);
  }

  /** While the pacer says nothing the last version stands. */
  private async followPacing(): Promise<void> {
    const { pacing } = this.memory;
    const { version, changes } = await readPacingSince(this.database.read, pacing.version);
    pacing.follow(version, changes);
  }

  private async giveBack(returns: readonly LeaseReturn[]): Promise<void> {
    if (returns.length > 0) await this.database.inTransaction((tx) => returnLeases(tx, returns));
  }

  private async wanted(now: Instant): Promise<Map<Holder, Micros>> {
    const { leases, snapshot } = this.memory;
    if (snapshot?.configVersion !== this.configVersion) leases.forgetShortages();
    this.configVersion = snapshot?.configVersion;
    const wanted = leases.takeWanted(now, retryAfterMs) as Map<Holder, Micros>;
    if (this.mode === 'asked') return wanted;
    for (const [holder, charge] of await readFundedHolders(this.database.read, now)) {
      if (!wanted.has(holder) && leases.freeMicros(holder, now) < charge) wanted.set(holder, charge);
    }
    return wanted;
  }

  private async take(wanted: ReadonlyMap<Holder, Micros>, now: Instant): Promise<void> {
    const taker = { ...this.taker, workers: this.workers };
    for (const taken of await takeLeases(this.database, wanted, taker, { now, random: this.random })) {
      if ('lease' in taken) this.memory.leases.add(taken.lease, now);
      else this.memory.leases.refuse(taken.holder, taken.code, now);
    }
  }
}
