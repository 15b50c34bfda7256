import { advertiseJobs } from '@flywheel/advertise';
import { audienceJobs } from '@flywheel/audiences';
import type { Database } from '@flywheel/database';
import { ingestJobs } from '@flywheel/ingest';
import { learnJobs } from '@flywheel/learn';
import type { Job } from '@flywheel/queue';
import { readShown } from '@flywheel/report';
import { systemRandom, type Env } from '@flywheel/runtime';
import { settleJobs } from '@flywheel/settle';
import { evidenceJobs } from '@flywheel/settle/evidence';

/** Every job of the deployment; the api, which runs them itself where there is no Redis, has the same list. */
export function allJobs(database: Database, env: Env): Job[] {
  return [
    ...ingestJobs(database, env.eventsKeepDays),
    ...learnJobs(database, systemRandom, env),
    ...advertiseJobs(database),
    ...audienceJobs(database),
    ...settleJobs(database, readShown),
    ...evidenceJobs(database, env),
  ];
}
