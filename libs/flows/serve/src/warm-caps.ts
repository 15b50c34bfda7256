import type { Database } from '@flywheel/database';
import { readShownTo } from '@flywheel/database/serving';
import type { Instant } from '@flywheel/primitives';
import type { ServingMemory } from './serving-memory.ts';

/**
 * Makes the frequency counters of subjects that are new here from the impressions that counted. Call it after every refresh that could
 * have brought some, and before a process is ready; it costs nothing where there are none.
 */
export class WarmCaps {
  private readonly database: Database;
  private readonly memory: ServingMemory;

  constructor(database: Database, memory: ServingMemory) {
    this.database = database;
    this.memory = memory;
  }

  /** Returns how many impressions were put back. */
  async run({ now }: { now: Instant }): Promise<number> {
    const { caps } = this.memory;
    const cold = caps.cold();
    if (cold.length === 0) return 0;
    const longest = cold.reduce((most, each) => Math.max(most, each.windowMs), 0);
    const shown = await readShownTo(
      this.database.read,
      cold.map((each) => each.id),
      now - longest,
    );
    const numbers = new Map(cold.map((each) => [each.id, each.number]));
    for (const { viewer, subject, at } of shown) {
      const number = numbers.get(subject);
      if (number !== undefined) caps.record(caps.viewer(viewer, false), number, at, now);
    }
    for (const each of cold) caps.warmed(each, now);
    return shown.length;
  }
}
