import type { BeaconKind, BeaconReason, Caller } from '@flywheel/measurement';
import type { Instant } from '@flywheel/primitives';
import type { ImpressionClaims } from '@flywheel/runtime';

/** What a player tells of a film besides its view: it began, a quarter, half, three quarters, the whole. */
export type FilmPart = 'start' | 'q25' | 'q50' | 'q75' | 'complete';

/** A beacon as it came in. `acceptedAt` is the one clock's; `occurredAt` the sender's own word, kept for reports only. */
export type Beacon = {
  kind: BeaconKind;
  token: string;
  acceptedAt: Instant;
  occurredAt?: Instant | undefined;
  userAgent?: string | undefined;
  /** For how long the sender says the ad was seen, without a break. */
  seenMs?: number | undefined;
  /** Whether the page can measure views at all; told with the impression. */
  measurable?: boolean | undefined;
  /** Which part of a film was played; absent for what may be charged. */
  part?: FilmPart | undefined;
  /** What a `hide` means: this ad (the default) or all of its advertiser's. */
  scope?: 'ad' | 'advertiser' | undefined;
};

/**
 * What became of it. `stored`: kept, `reason` 0 when it counts and the closed reason when it does not. `duplicate`: a copy is there.
 * `expired`: kept at price 0. `pending`: kept until its decision, or the impression it follows, is there. `forged`: not ours, counted
 * and dropped.
 */
export type BeaconAnswer = { outcome: 'stored' | 'duplicate' | 'expired' | 'pending' | 'forged'; reason: BeaconReason };

/** A beacon whose signature is proved. `ref` is '' for what may be charged. */
export type GenuineBeacon = {
  kind: BeaconKind;
  ref: string;
  claims: ImpressionClaims;
  /** The key that signed the token; undefined where the platform's own key stands for a signature. */
  kid: string | undefined;
  caller: Caller;
  seenMs?: number | undefined;
  measurable?: boolean | undefined;
  scope?: 'ad' | 'advertiser' | undefined;
  acceptedAt: Instant;
  occurredAt: Instant;
};
