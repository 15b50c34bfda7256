export type { ChargeFilter } from './charge-rows.sql.ts';
export { checkBatches, readGenerations, readOpenMinute, type CheckedBatch } from './check-batches.ts';
export { readCampaignNames, readOtherEntries, readSealedThrough, readTracedBatches, readTracedTotals } from './read-batches.ts';
export { readChargeTotals, readTracedCharges, type TracedCharge } from './read-charges.ts';
export { readTracedImpression } from './read-impression.ts';
export { readCreatorParts, readTracedSlices, type TracedSlice } from './read-slices.ts';
export type { BatchName, TracedBatch, TracedCell } from './traced-cell.ts';
