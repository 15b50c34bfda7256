import type { Tx } from '@flywheel/runtime';
import type { OutboxTopic } from './topics.ts';

/** Leaves an effect to be done after `tx` commits: at least once, within a second. One row per batch, never per event. */
export async function putOutbox(tx: Tx, topic: OutboxTopic, payload: object): Promise<void> {
  await tx.query('INSERT INTO outbox (topic, payload) VALUES ($1, $2)', [topic, JSON.stringify(payload)]);
}
