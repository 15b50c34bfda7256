export { recordBatches, sumBatches, type BatchCounts, type IngestBatch, type SourceCounts } from './ingest-batches.ts';
export { countWaiting, listQuarantine, sumWaiting, type QuarantineEntry, type WaitingSum } from './list-quarantine.ts';
export { setAside, type SetAside } from './quarantine.ts';
export { countFinal, markReplayed, takeWaiting, type Replayed, type Waiting } from './replay-quarantine.ts';
