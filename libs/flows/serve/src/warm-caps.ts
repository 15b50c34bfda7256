import type { Database } from '@flywheel/database';
import { readShownSince } from '@flywheel/database/serving';
import type { Instant } from '@flywheel/primitives';
import type { ServingMemory } from './serving-memory.ts';

const longestWindowMs = 30 * 86_400_000;

/**
 * Makes the frequency counters again from decision and impression rows, before a process is ready. Call it once, after the first
 * refresh.
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
    const rules = new Map((this.memory.snapshot?.ads ?? []).map((ad) => [ad.ad, ad.capRules.map((rule) => rule.subject)]));
    let put = 0;
    for (const { viewer, ad, at } of await readShownSince(this.database.read, now - longestWindowMs)) {
      const subjects = rules.get(ad) ?? [];
      if (subjects.length === 0) continue;
      this.memory.caps.record(viewer, subjects, at);
      put += 1;
    }
    return put;
  }
}
