import type { ServingAdRow } from '@flywheel/database/serving';
import type { FrequencyCap } from '@flywheel/pacing';
import type { Micros } from '@flywheel/primitives';
import type { Chances } from '@flywheel/ranking';
import type { Targeting } from '@flywheel/targeting';

/** A cap as a decision checks it: of which subject, and the code when it is reached. */
export type CapRule = { subject: string; caps: readonly FrequencyCap[]; code: 561 | 562 };

/** An ad of the snapshot, ready to be matched, gated and ranked. Never changed after it was built. */
export type ServingAd = Omit<ServingAdRow, 'targeting' | 'placements'> & {
  targeting: Targeting;
  /** 546: it names a sensitive segment; 543: every segment it names holds too few people; 0 otherwise. */
  audienceObstacle: 0 | 543 | 546;
  capRules: readonly CapRule[];
  chances: Chances;
  /** Parts per billion of its billing event, see domain/ranking. */
  ppb: bigint;
  perThousand: boolean;
  /** The most that one billing event can cost. */
  maxChargeMicros: Micros;
};
