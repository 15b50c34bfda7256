import { capture, insertCharges, insertFacts, insertViewers, lockOpenBuckets, type Delivery } from '@flywheel/database/charges';
import { firstShareRule } from '@flywheel/revenue';
import type { Tx } from '@flywheel/runtime';

/**
 * Stores judged deliveries, each key once for ever, in this transaction, and charges the billable ones; returns those that were new.
 * Only new rows draw money. A delivery whose minute is sealed goes to the first open one.
 */
export async function storeDeliveries(tx: Tx, deliveries: readonly Delivery[]): Promise<Delivery[]> {
  if (deliveries.length === 0) return [];
  const target = await lockOpenBuckets(tx, [...new Set(deliveries.map((delivery) => delivery.bucket))]);
  const fresh = await insertFacts(
    tx,
    deliveries.map((delivery) => ({ ...delivery, bucket: target.get(delivery.bucket) ?? delivery.bucket })),
  );
  const charged = await insertCharges(tx, fresh, firstShareRule.version);
  const billed = charged.filter((charge) => charge.reason === 0 && charge.slot.priceMicros > 0n);
  const free = new Set(billed.length > 0 ? await capture(tx, billed) : []);
  await insertViewers(tx, {
    shown: fresh.filter((delivery) => delivery.kind === 'impression' && delivery.reason === 0 && delivery.recorded),
    paid: billed.filter((charge) => !free.has(charge)),
  });
  return fresh;
}
