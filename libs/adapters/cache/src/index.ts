export type { CapPlan, CapReads, CappedLevel } from './cap-plan.ts';
export type { CapViewer } from './cap-viewer.ts';
export { FrequencyCaps, type CapRequest } from './frequency-caps.ts';
export { LeaseBook, type GrantedLease, type LeaseAnswer, type LeaseReturn, type LeaseRow } from './lease-book.ts';
export { PacingTable, type PacedHolder } from './pacing-table.ts';
export type { OpenWin } from './open-wins.ts';
export { RecentAnswers } from './recent-answers.ts';
export { ViewerOwners, type Decider } from './viewer-owners.ts';
export { Ring } from './ring.ts';
