export { findCommunities, type Communities } from './find-communities.ts';
export { laterLift, type LaterLift, type LaterShare } from './later-lift.ts';
export { jaccard, matchCommunities } from './match-communities.ts';
export { countLabels, membersByHistory, sumCounts } from './members-by-history.ts';
export { nameCommunity } from './name-community.ts';
export { isKept, studyCommunities, type EngagementLog, type StudiedCommunities } from './study-communities.ts';
