export { capture } from './capture.ts';
export { uuidText, type Delivery, type Slot } from './delivery.ts';
export { insertCharges, insertFacts, insertViewers } from './insert-deliveries.ts';
export { lockOpenBuckets } from './lock-buckets.ts';
export { MonthPartitions } from './month-partitions.ts';
export { readImpressions, readLandingUrl, readSlots, type KnownImpression } from './read-slots.ts';
