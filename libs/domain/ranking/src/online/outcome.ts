import type { Instant } from '@flywheel/primitives';
import type { learntEvents } from '../events.ts';

/** An impression, or what followed one (also that it was hidden), with what its decision knew of the place and the ad. */
export type Outcome = {
  readonly kind: 'impression' | 'hide' | (typeof learntEvents)[number];
  /** Names the impression. */
  readonly imp: string;
  readonly ad: number;
  readonly adSet: string;
  readonly campaign: string;
  readonly account: string;
  readonly placement: string;
  readonly device: string | undefined;
  /** When the slot of the impression was decided. */
  readonly decidedAt: Instant;
};
