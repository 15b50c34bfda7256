import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@flywheel/database';
import { openJobFailures, openOutbox } from '@flywheel/database/outbox';
import { JobRunner, openQueueBackend, registerJobs, type Job } from '@flywheel/queue';
import { createLogger, readEnv } from '@flywheel/runtime';

/**
 * A worker with one job, whose effect is a row without any key: only the way effects are handed out and finished keeps it from being
 * written twice. It tells its parent what it has begun.
 */
const env = readEnv(process.env);
const database = new Database({ url: env.databaseUrl });
await database.ready();
const backend = await openQueueBackend({ databaseUrl: env.databaseUrl, redisUrl: env.redisUrl });
const workMs = 40;

const job: Job = {
  name: 'probe',
  topic: 'events-accepted',
  run: (payload, { finish }) =>
    database.inTransaction(async (tx) => {
      const { n } = payload as { n: number };
      process.send?.({ begun: n });
      await tx.query('INSERT INTO probe (n) VALUES ($1)', [n]);
      await sleep(workMs);
      await finish(tx);
    }),
};

const runner = new JobRunner({
  jobs: registerJobs([job], ['events-accepted']),
  outbox: openOutbox(database),
  failures: openJobFailures(database.read),
  backend,
  clock: database.clock,
  log: createLogger('error'),
});
await runner.start();
const end = (): void => {
  void runner
    .stop()
    .then(() => database.close())
    .then(() => backend.close())
    .then(() => process.exit(0));
};
process.once('SIGTERM', end);
// A parent that was killed says nothing.
process.once('disconnect', () => process.exit(1));
process.send?.({ ready: true });
