import { Database } from '@flywheel/database';
import { openJobFailures, openOutbox, outboxTopics } from '@flywheel/database/outbox';
import { isSeeding } from '@flywheel/database/world';
import { JobRunner, openQueueBackend, registerJobs, type JobLog } from '@flywheel/queue';
import type { Env } from '@flywheel/runtime';
import { SetRevenueMode } from '@flywheel/settle/revenue';
import { allJobs } from './schedule.ts';

/** Runs the job table on Redis until it is stopped. Refuses without REDIS_URL: the api process runs the jobs then. */
export async function startWorker(env: Env, log: JobLog): Promise<{ stop(): Promise<void> }> {
  if (env.redisUrl === undefined)
    throw new Error('without REDIS_URL the api process runs all jobs itself: set it for both, or do not start a worker');
  const database = new Database({ url: env.databaseUrl, reportUrl: env.reportDatabaseUrl });
  try {
    const jobs = registerJobs(allJobs(database, env), outboxTopics);
    await database.ready();
    await new SetRevenueMode(database).run({ mode: env.revenueAs, now: database.clock.now(), actor: 'system' });
    const warn = (reason: string): void => log.error({ flow: 'start-worker', outcome: 'warned', reason });
    const backend = await openQueueBackend({ databaseUrl: env.databaseUrl, redisUrl: env.redisUrl, warn });
    const runner = new JobRunner({
      jobs,
      outbox: openOutbox(database),
      failures: openJobFailures(database.read),
      backend,
      clock: database.clock,
      log,
      hold: () => isSeeding(database.read),
    });
    await runner.start();
    return {
      stop: async () => {
        await runner.stop();
        await database.close();
        await backend.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
