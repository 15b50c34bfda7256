import type { Database } from '@flywheel/database';
import { ingestJobs } from '@flywheel/ingest';
import type { Job } from '@flywheel/queue';

/** Every job of the deployment; the api, which runs them itself where there is no Redis, has the same list. */
export function allJobs(database: Database): Job[] {
  return [...ingestJobs(database), { name: 'update-interests', topic: 'events-accepted', run: async () => undefined }];
}
