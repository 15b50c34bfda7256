import type { Database } from '@flywheel/database';
import { readHiddenImpressions, readHidings } from '@flywheel/database/caps';
import type { Id, Instant } from '@flywheel/primitives';
import type { ServingMemory } from './serving-memory.ts';

// A transaction that began earlier may commit later than what was read last.
const overlapMs = 10_000;

/**
 * Keeps what people hid in memory: by viewer, the wire ids of the ads and advertisers he does not want to see; without consent by visit,
 * where the ad was decided by this process. Call it every second.
 */
export class FollowHidden {
  private readonly database: Database;
  private readonly byViewer = new Map<Id<'vwr'>, Set<string>>();
  private readonly memory: ServingMemory;
  private readTo: Instant = Number.NEGATIVE_INFINITY;
  private visitsReadTo: Instant = Number.NEGATIVE_INFINITY;

  constructor(database: Database, memory: ServingMemory) {
    this.database = database;
    this.memory = memory;
    memory.hidden = { of: (viewer) => this.byViewer.get(viewer), forget: (viewer) => void this.byViewer.delete(viewer) };
  }

  /** Returns how many rows were read. */
  async run(): Promise<number> {
    const since = Math.max(0, this.readTo - overlapMs);
    const rows = await readHidings(this.database.read, since);
    for (const { viewer, subject, at } of rows) {
      const own = this.byViewer.get(viewer);
      if (own) own.add(subject);
      else this.byViewer.set(viewer, new Set([subject]));
      this.readTo = Math.max(this.readTo, at);
    }
    return rows.length + (await this.followVisits());
  }

  private async followVisits(): Promise<number> {
    const { visits } = this.memory;
    visits.forget(this.database.clock.now());
    const rows = await readHiddenImpressions(this.database.read, Math.max(0, this.visitsReadTo - overlapMs));
    for (const { imp, subject, at } of rows) {
      visits.hide(imp, subject, at);
      this.visitsReadTo = Math.max(this.visitsReadTo, at);
    }
    return rows.length;
  }
}
