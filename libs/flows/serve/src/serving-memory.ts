import { CapCounters, LeaseBook, PacingTable, RecentAnswers, Ring } from '@flywheel/cache';
import type { DecisionRecord } from '@flywheel/database/decisions';
import type { DecisionResponse } from '@flywheel/http/decisions';
import { People } from './people.ts';
import type { Snapshot } from './snapshot.ts';

/** All that a deciding process holds in memory. One writer each: RefreshIndex, LeaseKeeper, DecideAds, RecordDecisions. */
export class ServingMemory {
  /** Undefined until the first refresh: the process is not ready. */
  snapshot: Snapshot | undefined;
  readonly people = new People();
  readonly leases = new LeaseBook();
  readonly pacing = new PacingTable();
  readonly caps = new CapCounters();
  readonly answers = new RecentAnswers<DecisionResponse>({ keepMs: 60_000, most: 10_000 });
  readonly records: Ring<DecisionRecord>;

  constructor(options: { mostRecords?: number } = {}) {
    this.records = new Ring(options.mostRecords ?? 20_000);
  }
}
