export {
  finishAcceptedBatches,
  readActsBetween,
  readLearnableActs,
  takeAcceptedBatches,
  takeBatchesBefore,
  type LearnableAct,
} from './accepted-batches.ts';
export { readAffinities, readInterests, writeAffinities, type AffinityRow } from './affinities.ts';
export { countAverages, readAverages } from './averages.ts';
export { lockLearning } from './learning-lock.ts';
export { dueForReview, enterSegments, leaveSegments, nextReviewed, noteReviews, readStandings, type Entry } from './memberships.ts';
