import type { Instant } from '@flywheel/primitives';
import { mostAnonymous, mostEvents, mostPeople, mostThings, type QualityReason } from './quality-limits.ts';
import { RecentMap } from './recent-map.ts';

/** A count since a moment. */
export type Tally = { since: Instant; count: number };

/** What is remembered of one person: their pace, what they did to what, when they saw what, and how their last events were judged. */
export class PersonState {
  readonly pace: Tally = { since: Number.NEGATIVE_INFINITY, count: 0 };
  readonly deeds = new RecentMap<Tally>(mostThings);
  readonly seen = new RecentMap<{ began: Instant | undefined; completed: Instant | undefined }>(mostThings);
  private readonly ids: string[] = [];
  private readonly verdicts: Array<QualityReason | undefined> = [];
  private next = 0;

  /** The verdict on an event that was judged before, as `{ verdict }`; undefined for a new one. */
  judgedBefore(id: string): { readonly verdict: QualityReason | undefined } | undefined {
    const at = this.ids.indexOf(id);
    return at < 0 ? undefined : { verdict: this.verdicts[at] };
  }

  remember(id: string, verdict: QualityReason | undefined): void {
    this.ids[this.next] = id;
    this.verdicts[this.next] = verdict;
    this.next = (this.next + 1) % mostEvents;
  }
}

/** What is remembered between batches: at most 20,000 people with 16 things and 64 events each, and 10,000 contents of nobody. */
export class QualityState {
  readonly people = new RecentMap<PersonState>(mostPeople);
  readonly nobody = new RecentMap<Tally>(mostAnonymous);
}

/** Counts one more at `at`; a window that is over, or lies after `at` by more than itself, begins anew. Answers the count in the window. */
export function countIn(tally: Tally, at: Instant, windowMs: number): number {
  if (Math.abs(at - tally.since) >= windowMs) {
    tally.since = at;
    tally.count = 0;
  }
  tally.count += 1;
  return tally.count;
}
