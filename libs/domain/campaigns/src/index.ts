export { bidCeiling, type CeilingNeed } from './bid-ceiling.ts';
export { inDaypart, nextDaypart, type Daypart, type DaypartZone } from './daypart.ts';
export { effectiveStatus, type EffectiveStatusAndReason, type Standing } from './effective-status.ts';
export { effectiveTree, type EffectiveTree } from './effective-tree.ts';
export { dayPlan, fundingTarget, type FundingNeed } from './funding-target.ts';
export { servingObstacle, type ServingObstacle } from './serving-obstacle.ts';
export type { AdSetStanding, AdStanding, BudgetStanding, CampaignStanding, PaceStanding } from './standing.ts';
export { mayChangeStatus } from './status-change.ts';
export type { ConfiguredStatus, EffectiveStatus, ReviewState } from './status.ts';
