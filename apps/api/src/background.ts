import { openJobFailures, openOutbox, outboxTopics } from '@flywheel/database/outbox';
import { isSeeding } from '@flywheel/database/world';
import { JobRunner, openQueueBackend, registerJobs } from '@flywheel/queue';
import { SetRevenueMode } from '@flywheel/settle/revenue';
import type { Foundations } from './api.module.ts';
import { allJobs } from './jobs.ts';

/**
 * Checks the job table and, without Redis, runs it on Postgres in the process that serves the console: a process of the edge alone keeps
 * its thread for decisions. With REDIS_URL the worker processes run it, and the api only leaves effects in the outbox.
 * Whoever runs the jobs, and so seals, also makes the setting REVENUE_AS true.
 */
export async function startBackground({ env, database, log }: Foundations): Promise<{ stop(): Promise<void> }> {
  const jobs = registerJobs(allJobs(database, env), outboxTopics);
  if (env.redisUrl !== undefined || !env.serve.has('console')) return { stop: async () => undefined };
  await new SetRevenueMode(database).run({ mode: env.revenueAs, now: database.clock.now(), actor: 'system' });
  const backend = await openQueueBackend({ databaseUrl: env.databaseUrl });
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
      await backend.close();
    },
  };
}
