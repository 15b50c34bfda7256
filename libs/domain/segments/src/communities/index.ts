export { findCommunities, type Communities, type CommunityOptions } from './find-communities.ts';
export { laterLift, type LaterLift, type LaterShare } from './later-lift.ts';
export { shrunkLift } from '../lift.ts';
export { membershipChange } from '../membership-change.ts';
