/** Every topic an effect may wait under; each has exactly one job that handles it, or no process starts. */
export const outboxTopics = ['events-accepted', 'ads-engaged'] as const;

export type OutboxTopic = (typeof outboxTopics)[number];
