import type { Delivery, KnownImpression, Slot } from '@flywheel/database/charges';
import { ivtStateOf, judgeBeacon, type BeaconReason } from '@flywheel/measurement';
import { instantOfId, utcMinute } from '@flywheel/primitives';
import { uuidText } from '@flywheel/database/charges';
import type { GenuineBeacon } from './beacon.ts';

/**
 * Judges a group's beacons, impressions first: one of the group itself may be what a view or a click follows, and the network does not
 * keep their order. `known` are the impressions stored before, `relabelled` those whose content is no longer what their ad accepts.
 * The bucket is the acceptance minute; sealing may still move it.
 */
export function judgeGroup(
  beacons: ReadonlyArray<{ beacon: GenuineBeacon; slot: Slot }>,
  known: ReadonlyMap<string, KnownImpression>,
  relabelled: ReadonlySet<string>,
): Delivery[] {
  const impressions = new Map(known);
  const ordered = [...beacons].sort((a, b) => Number(b.beacon.kind === 'impression') - Number(a.beacon.kind === 'impression'));
  return ordered.map(({ beacon, slot }) => {
    const { kind, ref, acceptedAt, occurredAt } = beacon;
    const reason = judge(beacon, slot, impressions.get(slot.imp), relabelled.has(slot.imp));
    if (kind === 'impression' && !impressions.has(slot.imp))
      impressions.set(slot.imp, { countedAt: reason === 0 ? acceptedAt : undefined });
    return {
      slot,
      kind,
      ref,
      measurable: beacon.measurable,
      reason,
      ivtState: ivtStateOf(reason),
      tokenKid: beacon.kid,
      bucket: utcMinute(acceptedAt),
      occurredAt,
      acceptedAt,
      recorded: true,
    };
  });
}

function judge(beacon: GenuineBeacon, slot: Slot, impression: KnownImpression | undefined, labelChanged: boolean): BeaconReason {
  const { kind, ref, claims, caller, acceptedAt } = beacon;
  if (uuidText(claims.campaign) !== slot.campaign || uuidText(claims.creative) !== slot.creative) return 643;
  return judgeBeacon({
    kind,
    part: ref !== '',
    decidedAt: instantOfId(claims.imp),
    tokenExpiresAt: claims.expiresAt,
    acceptedAt,
    impressionAt: impression?.countedAt,
    caller,
    seenMs: beacon.seenMs,
    labelChanged,
  });
}
