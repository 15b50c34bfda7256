import { FrequencyCaps, LeaseBook, PacingTable, RecentAnswers, Ring, ViewerOwners, VisitHides } from '@flywheel/cache';
import type { DecisionRow } from '@flywheel/database/decisions';
import type { DecisionResponse } from '@flywheel/http/decisions';
import type { Id } from '@flywheel/primitives';
import { AudienceBook } from './audience-book.ts';
import { People } from './people.ts';
import { ServingModel } from './serving-model.ts';
import type { Snapshot } from './snapshot.ts';

/** What people asked not to see again, by wire id of the ad or of its advertiser. */
export type HiddenAds = { of(viewer: Id<'vwr'>): ReadonlySet<string> | undefined; forget(viewer: Id<'vwr'>): void };

/** All that a deciding process holds in memory. One writer each: RefreshIndex, LeaseKeeper, DecideAds, RecordDecisions. */
export class ServingMemory {
  /** Undefined until the first refresh: the process is not ready. */
  snapshot: Snapshot | undefined;
  readonly model = new ServingModel();
  readonly people = new People();
  readonly audiences = new AudienceBook();
  readonly leases = new LeaseBook();
  readonly pacing = new PacingTable();
  readonly caps = new FrequencyCaps();
  /** Whose counters are kept here, where several processes decide. */
  readonly owners: ViewerOwners;
  /** What people hid who consented, and what visits did of those who did not. */
  hidden: HiddenAds = { of: () => undefined, forget: () => undefined };
  readonly visits = new VisitHides();
  readonly answers = new RecentAnswers<DecisionResponse>({ keepMs: 60_000, most: 10_000 });
  readonly records: Ring<DecisionRow>;

  constructor(options: { mostRecords?: number; decider?: string } = {}) {
    this.owners = new ViewerOwners(options.decider ?? 'alone');
    this.records = new Ring(options.mostRecords ?? 20_000);
  }
}
