export { openDecision } from '../explain/open-decision.ts';
export { segmentsByName } from '../snapshot.ts';
export { ReplayDecisions, type ReplayTally } from './replay-decisions.ts';
export { replayOpened, type ReplayResult } from './replay-opened.ts';
export { replayStored } from './replay-stored.ts';
export { ReplayWorld } from './replay-world.ts';
