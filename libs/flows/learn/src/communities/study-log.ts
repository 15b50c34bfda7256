import { studyCommunities, type EngagementLog, type StudiedCommunities } from '@flywheel/segments/communities';

/** What communities are found in: turns of people to contents, both as numbers; `communities`: where each content is now, −1: nowhere. */
export type CommunityLog = EngagementLog & { readonly previous: Int32Array; readonly seed: string; readonly leastPeople: number };

/** Finds communities; long (seconds for thousands of contents): call it in a thread. */
export function studyLog({ previous, seed, leastPeople, ...log }: CommunityLog): StudiedCommunities {
  return studyCommunities(log, { seed, leastPeople, previous });
}
