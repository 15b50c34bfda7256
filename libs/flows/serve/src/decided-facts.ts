import type { StoredDecision } from '@flywheel/database/decisions';
import type { Instant } from '@flywheel/primitives';
import type { Facts } from '@flywheel/targeting';
import type { People } from './people.ts';

/** What a stored decision knew in one placement, made again from its record; content as it is known now. */
export function decidedFacts(stored: StoredDecision, placement: string, people: People): Facts {
  const request = stored.request as {
    country?: string;
    language?: string;
    device?: string;
    content?: string;
    placements?: Array<{ id: string; content?: string }>;
  };
  const platformId = request.placements?.find((each) => each.id === placement)?.content ?? request.content;
  const content = platformId === undefined ? undefined : people.content(platformId);
  return {
    segment: stored.viewer?.segments.flatMap(({ segment, node }) => [segment, node]),
    country: listOf(request.country),
    language: listOf(request.language),
    device: listOf(request.device),
    placement: [placement],
    hour: hourOf(stored.decidedAt),
    ...(content && { tag: content.tags, node: content.nodes, creator: content.creator ? [content.creator] : [] }),
  };
}

function hourOf(at: Instant): number {
  return new Date(at).getUTCHours();
}

function listOf(value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : [value];
}
