import type { Instant } from '@flywheel/primitives';
import type { BeaconReason } from './beacon-reason.ts';
import { countsUntil, type BeaconKind } from './token-window.ts';
import type { Caller } from './user-agent.ts';
import { leastElapsedMs } from './viewability.ts';

/** A beacon whose signature is already proved, and what is known around it. */
export type BeaconToJudge = {
  kind: BeaconKind;
  /** When the slot was decided: the time inside its impression id. */
  decidedAt: Instant;
  tokenExpiresAt: Instant;
  acceptedAt: Instant;
  /** When the impression of the same token was accepted and counted; undefined if none was. */
  impressionAt: Instant | undefined;
  caller: Caller;
  /** A part of a film that was played: told for itself, not a view. */
  part?: boolean;
  /** For how long the sender says it was seen, without a break; undefined if it does not say. */
  seenMs?: number | undefined;
  /** Whether the content around the slot was relabelled, after the decision, to what its ad set does not accept. */
  labelChanged?: boolean;
};

/**
 * Whether a genuine beacon counts: 0, or the first reason in the fixed order against it (MRC's general invalid traffic, then the label,
 * then timing). Repeats (642, 652) are the store's unique key, budgets (645) the capture's: neither can be judged from one beacon.
 */
export function judgeBeacon(beacon: BeaconToJudge): BeaconReason {
  if (beacon.caller === 'robot') return 647;
  if (beacon.caller === 'unknown') return 656;
  const until = countsUntil(beacon.kind, beacon.tokenExpiresAt, beacon.impressionAt);
  if (until === undefined) return 658;
  if (beacon.acceptedAt > until) return beacon.kind === 'impression' ? 641 : 659;
  if (beacon.kind === 'impression' && beacon.labelChanged) return 621;
  return wasSeen(beacon) ? 0 : 646;
}

/** A view can not be older than its decision, nor said to be shorter than the guideline's. */
function wasSeen({ kind, part = false, decidedAt, acceptedAt, seenMs }: BeaconToJudge): boolean {
  const least = leastElapsedMs(!part && (kind === 'viewable' || kind === 'video') ? kind : 'other');
  return acceptedAt - decidedAt >= least && (seenMs === undefined || seenMs >= least);
}
