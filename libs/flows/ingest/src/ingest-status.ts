import type { Database } from '@flywheel/database';
import { countWaiting, sumBatches, type SourceCounts } from '@flywheel/database/events';
import type { IngestStatus as Status } from '@flywheel/http/events';
import type { Instant } from '@flywheel/primitives';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Tells what came in since midnight UTC, per source and for the last hour per minute, what waits, and what is not learnt yet. */
export class IngestStatus {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { readonly now: Instant }): Promise<Status> {
    const { read } = this.database;
    const sums = await sumBatches(read, now - (now % dayMs), now - hourMs);
    const { rows } = await read.query<{ n: number }>('SELECT count(*)::int AS n FROM outbox WHERE done_at IS NULL');
    const days = sums.filter((sum) => sum.minute === null);
    const totals = days.reduce(addCounts, { received: 0, stored: 0, duplicate: 0, quarantined: 0 });
    return {
      sources: days.map((day) => toSource(day, sums)),
      totals: {
        ...totals,
        difference: totals.received - totals.stored - totals.duplicate - totals.quarantined,
        unrecorded: days.reduce((sum, day) => sum + day.unrecorded, 0),
      },
      quarantineWaiting: await countWaiting(read),
      backlog: rows[0]?.n ?? 0,
    };
  }
}

type Counts = { received: number; stored: number; duplicate: number; quarantined: number };

function toSource(day: SourceCounts, sums: readonly SourceCounts[]): Status['sources'][number] {
  const minutes = sums.flatMap((sum) =>
    sum.source === day.source && sum.minute ? [{ minute: sum.minute.toISOString(), ...countsOf(sum) }] : [],
  );
  return { source: day.source, ...countsOf(day), lastAt: day.lastAt.toISOString(), minutes };
}

function countsOf({ received, stored, duplicate, quarantined }: SourceCounts): Counts {
  return { received, stored, duplicate, quarantined };
}

function addCounts(sum: Counts, one: SourceCounts): Counts {
  return {
    received: sum.received + one.received,
    stored: sum.stored + one.stored,
    duplicate: sum.duplicate + one.duplicate,
    quarantined: sum.quarantined + one.quarantined,
  };
}
