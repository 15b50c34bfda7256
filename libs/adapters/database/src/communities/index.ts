export { readCommunityItems, readEngagements, type CommunityItem, type EngagedTurn } from './read-engagements.ts';
export {
  keepCommunityRun,
  publishCommunities,
  readLastRunHour,
  type CommunityRun,
  type PublishedCommunity,
} from './publish-communities.ts';
export { readCommunityActs } from './read-acts.ts';
export { countKinds, nameCommunityByHand, readCommunities, readCommunityRuns, readOverlap, type CommunityRow } from './read-overview.ts';
