import type { RecordedPlacement } from '@flywheel/auction/record';
import type { JudgedContent } from '@flywheel/pacing/placement';
import { parsed } from '../explain/decided-facts.ts';

/** Where a slot stood, as its record has it. */
export type RecordedPlace = {
  position: number | undefined;
  feed: { adsSeen?: number; organicSeen?: number; lastAdPosition?: number; hides?: number; displacedMicros?: string } | undefined;
  timeZone: string | undefined;
  /** What surrounds it, as it was judged. */
  content: { judged: JudgedContent } | undefined;
  neighbours: ReadonlyArray<{ judged: JudgedContent }>;
};

type PlaceJson = Partial<Pick<RecordedPlace, 'position' | 'feed' | 'timeZone'>> & {
  label?: JudgedContent['label'];
  beside?: JudgedContent[];
};

/** Reads it: topics and creator of the content stand among the facts, its label only where it is not safe. */
export function recordedPlace({ facts, place }: RecordedPlacement): RecordedPlace {
  const { position, feed, timeZone, label, beside } = parsed(place) as PlaceJson;
  const { node, creator } = parsed(facts) as { node?: string[]; creator?: string[] };
  return {
    position,
    feed,
    timeZone,
    content: node && { judged: { label: label ?? 'safe', nodes: node, creator: creator?.[0] } },
    neighbours: (beside ?? []).map((judged) => ({ judged })),
  };
}
