import type { Database } from '@flywheel/database';
import { EventLog } from '@flywheel/database/event-log';
import type { EventsResponse } from '@flywheel/http/events';
import { assert, newId, type Instant, type Random } from '@flywheel/primitives';
import { appendEvents, type Incoming } from './append-events.ts';
import { skewOf } from './clock-skew.ts';
import { draftEvent, type TimeWindow } from './draft.ts';
import { KnownReferences } from './known-references.ts';
import { qualityMemoryOf } from './quality-memory.ts';

const minuteMs = 60_000;
const aheadMs = 10 * minuteMs;
const behindMs = 30 * 24 * 60 * minuteMs;
const mostEvents = 20_000;

/**
 * Events of any shape and where they come from. `history` takes events of any age: an import, a seeded past. `sentAt`: the sender's clock
 * when it sent them.
 */
export type AcceptEventsInput = {
  readonly events: readonly unknown[];
  readonly source: string;
  readonly acceptedAt: Instant;
  readonly sentAt?: Instant | undefined;
  readonly history?: boolean;
};

/**
 * Accepts batches of engagement events: read each, require consent, set bots, what nobody can have done and what refers to nothing aside,
 * find duplicates, append. One transaction; when it has returned, received = stored + quarantined + duplicate is durable. A batch holds at
 * most 20,000 events.
 */
export class AcceptEvents {
  private readonly database: Database;
  private readonly random: Random;
  private readonly log = new EventLog();
  private readonly references = new KnownReferences();

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run(input: AcceptEventsInput): Promise<EventsResponse> {
    const [answer] = await this.append([this.read(input)]);
    assert(answer, 'every batch is answered');
    return answer;
  }

  /** Reads a batch: all that needs no database. */
  read({ events, source, acceptedAt, sentAt, history = false }: AcceptEventsInput): Incoming {
    assert(events.length <= mostEvents, 'a batch holds at most 20,000 events');
    const window: TimeWindow = {
      earliest: history ? Number.NEGATIVE_INFINITY : acceptedAt - behindMs,
      latest: acceptedAt + aheadMs,
    };
    const drafts = events.map((raw) => draftEvent(raw, window));
    // History comes in days, not as it happened: its pace and times say nothing.
    const quality = history ? undefined : qualityMemoryOf(this.database);
    return { id: newId('bat', acceptedAt, this.random), source, acceptedAt, skewMs: skewOf(acceptedAt, sentAt), quality, drafts };
  }

  /** Appends batches that were read, in one transaction; the answers are in their order. */
  async append(group: readonly Incoming[]): Promise<EventsResponse[]> {
    await this.log.ensureDays(this.database.read, daysOf(group));
    const { log, references } = this;
    const answers = await this.database.inTransaction((tx, copyIn) => appendEvents({ tx, copyIn, log, references }, group));
    return group.map(({ id, drafts }, n) => {
      const answer = answers[n];
      assert(answer, 'every batch is answered');
      return { batch: id, received: drafts.length, ...answer };
    });
  }
}

function* daysOf(group: readonly Incoming[]): Iterable<Instant> {
  for (const { drafts } of group) for (const { refusal, at } of drafts) if (!refusal) yield at;
}
