export { findCommunities, type Communities, type CommunityOptions } from './find-communities.ts';
export { laterLift, type LaterLift, type LaterShare } from './later-lift.ts';
export { jaccard, matchCommunities, type CommunityMatch } from './match-communities.ts';
export { shrunkLift } from '../lift.ts';
export { membershipChange } from '../membership-change.ts';
