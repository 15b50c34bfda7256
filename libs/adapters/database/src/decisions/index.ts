export type { DecisionRecord, DecisionSlot, PlacementRecord, VisitedAd } from './decision-record.ts';
export { insertDecisions } from './insert-decisions.ts';
export { listRecentDecisions, readDecision, readExplainedAds, type ExplainedAdRow, type StoredDecision } from './read-decisions.ts';
