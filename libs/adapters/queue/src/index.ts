export type { Job, JobContext } from './job.ts';
export type { JobLog } from './job-log.ts';
export { JobRunner, type JobRunnerOptions } from './job-runner.ts';
export { registerJobs, type JobTable } from './job-table.ts';
export type { OutboxPort } from './outbox-port.ts';
export { openQueueBackend, type QueueBackend } from './queue-backend.ts';
