import type { StoredAudience } from '@flywheel/database/audiences';
import type { AudienceView } from '@flywheel/http/audiences';

/** The state of an audience and one sentence about it. */
export function stateOf(stored: StoredAudience, least: number): Pick<AudienceView, 'state' | 'reason'> {
  if (stored.archived) return { state: 'archived', reason: 'It was archived: its list and members are deleted.' };
  if (stored.kind === 'upload' && stored.countedAt === undefined) return { state: 'empty', reason: 'No list was uploaded yet.' };
  if (stored.kind !== 'upload' && stored.builtAt === undefined)
    return { state: 'building', reason: 'It is being worked out; this takes a minute or two.' };
  if (stored.targetable) return { state: 'ready', reason: 'It can be targeted and excluded.' };
  return { state: 'small', reason: smallReason(stored, least) };
}

function smallReason(stored: StoredAudience, least: number): string {
  if (stored.buildNote !== undefined) return `Nobody is in it: ${stored.buildNote}.`;
  const people = `Fewer than ${least} people who agreed to ads by interest are in it`;
  switch (stored.kind) {
    case 'upload':
      return `${people}: upload a longer list.`;
    case 'engagers':
      return `${people} so far: it grows as people see and use your ads.`;
    case 'lookalike':
      return `${people}: choose a larger share.`;
  }
}
