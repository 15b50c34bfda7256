export type { DecisionRow } from './decision-row.ts';
export { billingEvents, type BillingEvent, type DecisionSlot } from './decision-slot.ts';
export { insertDecisions, writeDecisions } from './insert-decisions.ts';
export {
  listRecentDecisions,
  readDecisionIds,
  readOpenSlots,
  readStoredDecision,
  readStoredDecisions,
  type StoredDecision,
} from './read-decisions.ts';
export { readNewestIds } from './read-newest-ids.ts';
export { packSlots, unpackSlots } from './slot-lines.ts';
