export { dropChargeViewers } from './drop-charge-viewers.ts';
export { dropDecisions } from './drop-decisions.ts';
export { measureDecisions, type DecisionSizes } from './measure-decisions.ts';
export { markVersions, noteKept, readNamedVersions, type NamedVersions } from './named-versions.ts';
export { pruneHistory, type History } from './prune-histories.ts';
export { readOldDecisions, type OldDecision } from './read-old-decisions.ts';
export { readReleasedUntil } from './read-released-until.ts';
export { lockWalk, moveWalk, type Walk, type WalkClass } from './walk.ts';
