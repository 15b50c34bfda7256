export { isPriceLoss } from './advice.ts';
export { bidCeiling } from './bid-ceiling.ts';
export { inDaypart, nextDaypart, type Daypart, type DaypartZone } from './daypart.ts';
export { diagnose, type Diagnosis } from './diagnose.ts';
export { effectiveTree, furtherReasons, type EffectiveTree } from './effective-tree.ts';
export { dayPlan, fundingTarget } from './funding-target.ts';
export type { BudgetStanding, CampaignStanding, PaceStanding } from './standing.ts';
export { mayChangeStatus } from './status-change.ts';
export type { ConfiguredStatus, EffectiveStatus, ReviewState } from './status.ts';
