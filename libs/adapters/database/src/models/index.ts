export {
  holdLearner,
  listVersions,
  readAdNames,
  readShown,
  readStanding,
  setHeld,
  writeShown,
  type ListedVersion,
} from './model-learner.ts';
export {
  insertModelVersion,
  readModel,
  readModelChanges,
  tryPublisherLock,
  type ModelChange,
  type PublishedBy,
  type PublishedModel,
} from './model-versions.ts';
export { readNewOutcomes, type NewOutcomes } from './read-new-outcomes.ts';
