import { CapCounters, LeaseBook, RecentAnswers, Ring } from '@flywheel/cache';
import type { DecisionRecord } from '@flywheel/database/decisions';
import type { DecisionResponse } from '@flywheel/http/decisions';
import type { Id } from '@flywheel/primitives';
import { People } from './people.ts';
import type { Snapshot } from './snapshot.ts';

/** Why a campaign has no lease right now: the day's or the whole budget is used, nothing is set aside, or another process holds it. */
export type LeaseShortage = 580 | 581 | 582 | 584;

/** All that a deciding process holds in memory. One writer each: RefreshIndex, LeaseKeeper, DecideAds, RecordDecisions. */
export class ServingMemory {
  /** Undefined until the first refresh: the process is not ready. */
  snapshot: Snapshot | undefined;
  readonly people = new People();
  readonly leases = new LeaseBook();
  readonly shortages = new Map<Id<'cmp'>, LeaseShortage>();
  readonly caps = new CapCounters();
  readonly answers = new RecentAnswers<DecisionResponse>({ keepMs: 60_000, most: 10_000 });
  readonly records: Ring<DecisionRecord>;

  constructor(options: { mostRecords?: number } = {}) {
    this.records = new Ring(options.mostRecords ?? 20_000);
  }
}
