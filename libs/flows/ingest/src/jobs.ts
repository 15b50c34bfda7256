import type { Database } from '@flywheel/database';
import { EventLog } from '@flywheel/database/event-log';
import type { Job } from '@flywheel/queue';
import { ForgetEvents } from './forget-events.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Background work of ingest: the partitions of the next three days stand before the first event of a day needs them, and days older than
 * `keepDays` go (0: none ever goes).
 */
export function ingestJobs(database: Database, keepDays: number): Job[] {
  const log = new EventLog();
  const forget = new ForgetEvents(database, keepDays);
  return [
    {
      name: 'prepare-event-days',
      everyMs: hourMs,
      run: (_, { now }) => log.ensureDays(database.read, [now, now + dayMs, now + 2 * dayMs, now + 3 * dayMs]),
    },
    { name: 'forget-events', everyMs: hourMs, run: async (_, { now }) => void (await forget.run({ now })) },
  ];
}
