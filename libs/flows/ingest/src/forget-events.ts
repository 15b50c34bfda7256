import type { Database } from '@flywheel/database';
import { dropEventDays, type DroppedDay } from '@flywheel/database/event-log';
import { assert, type Instant } from '@flywheel/primitives';

const dayMs = 86_400_000;
/** Live events are up to 30 days old when they come: their days must stand. */
const leastDays = 31;
const daysAtOnce = 10;

/** Lets whole days of events go once they are older than a deployment keeps them; 0 keeps all. Ten days at most a run, oldest first. */
export class ForgetEvents {
  private readonly database: Database;
  private readonly keepDays: number;

  constructor(database: Database, keepDays: number) {
    assert(keepDays === 0 || keepDays >= leastDays, 'events are kept for ever (0) or at least 31 days');
    this.database = database;
    this.keepDays = keepDays;
  }

  async run({ now }: { readonly now: Instant }): Promise<readonly DroppedDay[]> {
    if (this.keepDays === 0) return [];
    return dropEventDays(this.database, { cutoff: now - this.keepDays * dayMs, most: daysAtOnce, at: now });
  }
}
