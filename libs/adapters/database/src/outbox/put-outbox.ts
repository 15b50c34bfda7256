import type { Tx } from '@flywheel/runtime';
import type { OutboxTopic } from './topics.ts';

/** Leaves effects to be done after `tx` commits: at least once, within a second. One row per batch, never per event. */
export async function putOutbox(tx: Tx, topic: OutboxTopic, ...payloads: readonly object[]): Promise<void> {
  await tx.query('INSERT INTO outbox (topic, payload) SELECT $1, payload::jsonb FROM unnest($2::text[]) AS p(payload)', [
    topic,
    payloads.map((payload) => JSON.stringify(payload)),
  ]);
}
