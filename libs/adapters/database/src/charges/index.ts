export { capture } from './capture.ts';
export { countBeacons } from './count-beacons.ts';
export { uuidText, type Delivery, type Slot } from './delivery.ts';
export { insertCharges, insertFacts, insertViewers } from './insert-deliveries.ts';
export { insertHidings, readHidings, type Hiding } from './hidden-ads.ts';
export { lockOpenBuckets } from './lock-buckets.ts';
export { MonthPartitions } from './month-partitions.ts';
export {
  insertPending,
  readCampaignAccounts,
  resolvePending,
  takeResolvable,
  type PendingBeacon,
  type PendingOutcome,
} from './pending-beacons.ts';
export { readClickTimes } from './read-clicks.ts';
export { readRelabelled } from './read-relabelled.ts';
export { readImpressions, readLandingUrl, readSlots, type KnownImpression } from './read-slots.ts';
