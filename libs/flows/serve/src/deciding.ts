import type { RecordedPlacement } from '@flywheel/auction/record';
import type { DecisionSlot } from '@flywheel/database/decisions';
import type { DecisionRequest, DecisionResult } from '@flywheel/http/decisions';
import type { Id, Instant } from '@flywheel/primitives';
import type { Facts } from '@flywheel/targeting';
import type { CompiledFacts } from '@flywheel/targeting/blocks';
import type { Audience } from './audience.ts';
import type { Snapshot } from './snapshot.ts';

/** One placement as it was asked for. */
export type AskedPlacement = DecisionRequest['placements'][number];

/** One decision being made. */
export type Deciding = {
  decision: Id<'dec'>;
  now: Instant;
  seed: string;
  /** What the logits of ads are drawn with; undefined: not explored. */
  draws: number | undefined;
  request: DecisionRequest;
  audience: Audience;
  snapshot: Snapshot;
  /** The context as facts; the person's half as the index knows it. */
  facts: Facts;
  person: CompiledFacts | undefined;
  seated: Set<number>;
  slots: DecisionSlot[];
  placements: RecordedPlacement[];
  results: DecisionResult[];
};

/** The post around the slot, by the platform's own id. */
export function contentAsked(asked: AskedPlacement, request: DecisionRequest): string | undefined {
  return asked.content ?? request.context?.content;
}
