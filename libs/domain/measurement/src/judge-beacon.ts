import type { Instant } from '@flywheel/primitives';
import type { BeaconReason } from './beacon-reason.ts';
import { countsUntil, type BeaconKind } from './token-window.ts';
import type { Caller } from './user-agent.ts';

/** A beacon whose signature is already proved, and what is known around it. */
export type BeaconToJudge = {
  kind: BeaconKind;
  tokenExpiresAt: Instant;
  acceptedAt: Instant;
  /** When the impression of the same token was accepted and counted; undefined if none was. */
  impressionAt: Instant | undefined;
  caller: Caller;
};

/**
 * Whether a genuine beacon counts: 0, or the first reason in the fixed order against it (MRC's general invalid traffic before
 * timing). Repeats (642) are the store's unique key, budgets (645) the capture's: neither can be judged from one beacon.
 */
export function judgeBeacon(beacon: BeaconToJudge): BeaconReason {
  if (beacon.caller === 'robot') return 647;
  const until = countsUntil(beacon.kind, beacon.tokenExpiresAt, beacon.impressionAt);
  if (until === undefined) return 658;
  if (beacon.acceptedAt <= until) return 0;
  return beacon.kind === 'impression' ? 641 : 659;
}
