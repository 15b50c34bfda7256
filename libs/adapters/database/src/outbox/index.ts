export { countWaiting, listDeadLetters, openOutbox, replayDeadLetters, type DeadLetter, type WaitingEffect } from './outbox.ts';
export { listJobFailures, openJobFailures, type JobFailure } from './job-failures.ts';
export { putOutbox } from './put-outbox.ts';
export { outboxTopics, type OutboxTopic } from './topics.ts';
