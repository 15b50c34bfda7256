import { EventLog } from '@flywheel/analytics';
import type { Database } from '@flywheel/database';
import type { EventsResponse } from '@flywheel/http/events';
import { QualityState } from '@flywheel/measurement/quality';
import { assert, newId, type Instant, type Random } from '@flywheel/primitives';
import { appendEvents } from './append-events.ts';
import { draftEvent, type TimeWindow } from './draft.ts';
import { markQuality } from './mark-quality.ts';

const minuteMs = 60_000;
const aheadMs = 10 * minuteMs;
const behindMs = 30 * 24 * 60 * minuteMs;
const mostEvents = 20_000;

/** Events of any shape and where they come from. `history` takes events of any age: an import, a seeded past. */
export type AcceptEventsInput = {
  readonly events: readonly unknown[];
  readonly source: string;
  readonly acceptedAt: Instant;
  readonly history?: boolean;
};

/**
 * Accepts a batch of engagement events: read each, require consent, set bots, what nobody can have done
 * and what refers to nothing aside, find duplicates, append.
 * One transaction; when it has returned, received = stored + quarantined + duplicate is durable. At most 20,000 events.
 */
export class AcceptEvents {
  private readonly database: Database;
  private readonly random: Random;
  private readonly log = new EventLog();
  private readonly quality = new QualityState();

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run({ events, source, acceptedAt, history = false }: AcceptEventsInput): Promise<EventsResponse> {
    assert(events.length <= mostEvents, 'a batch holds at most 20,000 events');
    const window: TimeWindow = {
      earliest: history ? Number.NEGATIVE_INFINITY : acceptedAt - behindMs,
      latest: acceptedAt + aheadMs,
    };
    const read = events.map((raw) => draftEvent(raw, window));
    // History comes in days, not as it happened: its pace and times say nothing.
    const drafts = history ? read : markQuality(read, this.quality, source);
    const batch = { id: newId('bat', acceptedAt, this.random), source, acceptedAt };
    await this.log.ensureDays(
      this.database.read,
      drafts.flatMap(({ refusal, at }) => (refusal ? [] : [at])),
    );
    const answer = await this.database.inTransaction((tx) => appendEvents(tx, this.log, drafts, batch));
    return { batch: batch.id, received: events.length, ...answer };
  }
}
