import type { DecisionSlot } from '@flywheel/database/decisions';
import type { Id, Instant } from '@flywheel/primitives';
import type { Audience } from './audience.ts';
import type { Snapshot } from './snapshot.ts';

/** One decision being made. */
export type Deciding = {
  decision: Id<'dec'>;
  now: Instant;
  seed: string;
  audience: Audience;
  snapshot: Snapshot;
  seated: Set<string>;
  slots: DecisionSlot[];
};
