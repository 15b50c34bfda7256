import type { Database } from '@flywheel/database';
import { beatAndReadDeciders, leaveDeciders } from '@flywheel/database/caps';
import type { Instant } from '@flywheel/primitives';
import type { ServingMemory } from './serving-memory.ts';
import type { WarmCaps } from './warm-caps.ts';

/**
 * Keeps one owner for each viewer's frequency counters among all processes that decide: call it every half second. Viewers who move
 * away are forgotten at once; of those who come the past is read once their last owner has stopped.
 */
export class KeepOwners {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private readonly warmCaps: WarmCaps;
  private readonly decider: string;

  constructor(database: Database, memory: ServingMemory, warmCaps: WarmCaps, decider: string) {
    this.database = database;
    this.memory = memory;
    this.warmCaps = warmCaps;
    this.decider = decider;
  }

  /** `address`: where this process answers the others. */
  async run({ now, address }: { now: Instant; address: string }): Promise<void> {
    const { owners, caps } = this.memory;
    const live = await beatAndReadDeciders(this.database.read, { decider: this.decider, address });
    if (owners.update(live, now)) caps.drop((viewer) => owners.elsewhere(viewer) !== undefined || owners.hasJustCome(viewer), now);
    if (!owners.mayRead(now)) return;
    await this.warmCaps.takeOver(now);
    owners.settled();
  }

  /** At shutdown: the others take this process's viewers over without waiting for its silence. */
  async leave(): Promise<void> {
    await leaveDeciders(this.database.read, this.decider);
  }
}
