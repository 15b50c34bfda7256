export { EffectDone, type Job, type JobContext } from './job.ts';
export type { JobLog } from './job-log.ts';
export { JobRunner, type JobRunnerOptions } from './job-runner.ts';
export { registerJobs, type JobTable } from './job-table.ts';
export type { FailurePort, OutboxPort } from './outbox-port.ts';
export { openQueueBackend } from './queue-backend.ts';
export type { QueueBackend } from './queue-engine.ts';
