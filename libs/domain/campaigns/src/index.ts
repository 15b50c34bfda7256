export { inDaypart, nextDaypart, type Daypart, type DaypartZone } from './daypart.ts';
export { effectiveStatus, type EffectiveStatusAndReason, type Standing } from './effective-status.ts';
export { fundingTarget, type FundingNeed } from './funding-target.ts';
export { servingObstacle, type ServingObstacle } from './serving-obstacle.ts';
export { mayChangeStatus } from './status-change.ts';
export type { ConfiguredStatus, EffectiveStatus, ReviewState } from './status.ts';
