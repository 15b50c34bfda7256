import type { Instant } from '@flywheel/primitives';
import { mostAnonymous, mostEvents, mostPeople, mostThings, type QualityReason } from './quality-limits.ts';
import { RecentMap } from './recent-map.ts';
import { RecentPairs } from './recent-pairs.ts';
import { saltedHash } from './salted-hash.ts';

/** A count since a moment. */
export class Tally {
  private since: Instant = Number.NaN;
  private count = 0;

  /** Counts one more; a window that is over, or lies after `at` by more than itself, begins anew. Answers the count in the window. */
  add(at: Instant, windowMs: number): number {
    if (!(Math.abs(at - this.since) < windowMs)) {
      this.since = at;
      this.count = 0;
    }
    return (this.count += 1);
  }

  clear(): void {
    this.since = Number.NaN;
    this.count = 0;
  }
}

/** What is remembered of one person: their pace, what they did to what, when they saw what, and how their last events were judged. */
export class PersonState {
  readonly pace = new Tally();
  /** Since when, and how many times, by deed and thing. */
  readonly deeds = new RecentPairs(mostThings);
  /** When its view began and when it was complete, by thing. */
  readonly seen = new RecentPairs(mostThings);
  private readonly ids = new Int32Array(mostEvents);
  private readonly verdicts: Array<QualityReason | undefined> = [];
  private next = 0;

  /** Where among the last events one is; −1 for a new one. */
  placeOf(id: number): number {
    const { ids } = this;
    const held = this.verdicts.length;
    for (let place = 0; place < held; place += 1) if (ids[place] === id) return place;
    return -1;
  }

  verdictAt(place: number): QualityReason | undefined {
    return this.verdicts[place];
  }

  remember(id: number, verdict: QualityReason | undefined): void {
    this.ids[this.next] = id;
    this.verdicts[this.next] = verdict;
    this.next = (this.next + 1) % mostEvents;
  }

  clear(): void {
    this.pace.clear();
    this.deeds.clear();
    this.seen.clear();
    this.ids.fill(0);
    this.verdicts.length = 0;
    this.next = 0;
  }
}

/**
 * What is remembered between batches: at most 20,000 people with 16 things and 64 events each, and 10,000 contents of nobody. No id is in
 * it, of a person, a thing or an event: all are hashed with `salt`, which whoever makes it draws (32 bits) and writes nowhere.
 */
export class QualityState {
  readonly people = new RecentMap(mostPeople, () => new PersonState());
  readonly nobody = new RecentMap(mostAnonymous, () => new Tally());
  private readonly salt: number;

  constructor(salt: number) {
    this.salt = salt;
  }

  keyOf(text: string): number {
    return saltedHash(text, this.salt);
  }

  /** Whether anything is remembered of a person. */
  remembers(viewer: string): boolean {
    return this.people.has(this.keyOf(viewer));
  }

  /** Nothing of this person stays: they were erased, or agree to nothing any more. */
  forget(viewer: string): void {
    this.people.forget(this.keyOf(viewer));
  }
}
