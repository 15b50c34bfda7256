import type { StudiedCommunities } from '@flywheel/segments/communities';
import { runApart } from '../run-apart.ts';
import type { CommunityLog } from './study-log.ts';

/** `studyLog` in a thread of its own. */
export function studyApart(log: CommunityLog): Promise<StudiedCommunities> {
  return runApart('communities/communities-worker', log);
}
