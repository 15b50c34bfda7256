import type { Database } from '@flywheel/database';
import { EventLog } from '@flywheel/database/event-log';
import type { Job } from '@flywheel/queue';

const hourMs = 3_600_000;

/** Background work of ingest: the partitions of today and tomorrow stand before the first event of the day needs them. */
export function ingestJobs(database: Database): Job[] {
  const log = new EventLog();
  return [{ name: 'prepare-event-days', everyMs: hourMs, run: (_, { now }) => log.ensureDays(database.read, [now, now + 24 * hourMs]) }];
}
