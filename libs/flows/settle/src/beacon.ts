import type { BeaconKind, BeaconReason, Caller } from '@flywheel/measurement';
import type { Instant } from '@flywheel/primitives';
import type { ImpressionClaims } from '@flywheel/runtime';

/** A beacon as it came in. `acceptedAt` is the one clock's; `occurredAt` the sender's own word, kept for reports only. */
export type Beacon = {
  kind: BeaconKind;
  token: string;
  acceptedAt: Instant;
  occurredAt?: Instant | undefined;
  userAgent?: string | undefined;
};

/**
 * What became of it. `stored`: kept, `reason` 0 when it counts and the closed reason when it does not. `duplicate`: a copy is there.
 * `expired`: kept at price 0. `pending`: kept until its decision, or the impression it follows, is there. `forged`: not ours, counted
 * and dropped.
 */
export type BeaconAnswer = { outcome: 'stored' | 'duplicate' | 'expired' | 'pending' | 'forged'; reason: BeaconReason };

/** A beacon whose signature is proved. */
export type GenuineBeacon = { kind: BeaconKind; claims: ImpressionClaims; caller: Caller; acceptedAt: Instant; occurredAt: Instant };
