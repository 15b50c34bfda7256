export { lastSealed, lockBeforeFirst, lockSealing, lockSpan } from '../charges/lock-buckets.ts';
export { insertRevenueMode, readRevenueMode, type StoredRevenueMode } from './revenue-mode.ts';
export {
  bucketOfCharge,
  firstBucket,
  insertBatches,
  insertSealedBuckets,
  insertSlices,
  readBatches,
  readSlices,
  type SealedBatch,
  type Slice,
} from './seal-span.ts';
