import type { Delivery, KnownImpression, Slot } from '@flywheel/database/charges';
import { judgeBeacon, type BeaconReason } from '@flywheel/measurement';
import { utcMinute } from '@flywheel/primitives';
import { uuidText } from '@flywheel/database/charges';
import type { GenuineBeacon } from './beacon.ts';

/**
 * Judges a group's beacons, impressions first: one of the group itself may be what a view or a click follows, and the network does not
 * keep their order. `known` are the impressions stored before. The bucket is the acceptance minute; sealing may still move it.
 */
export function judgeGroup(
  beacons: ReadonlyArray<{ beacon: GenuineBeacon; slot: Slot }>,
  known: ReadonlyMap<string, KnownImpression>,
): Delivery[] {
  const impressions = new Map(known);
  const ordered = [...beacons].sort((a, b) => Number(b.beacon.kind === 'impression') - Number(a.beacon.kind === 'impression'));
  return ordered.map(({ beacon, slot }) => {
    const { kind, acceptedAt, occurredAt } = beacon;
    const reason = judge(beacon, slot, impressions.get(slot.imp));
    if (kind === 'impression' && !impressions.has(slot.imp))
      impressions.set(slot.imp, { countedAt: reason === 0 ? acceptedAt : undefined });
    return { slot, kind, reason, bucket: utcMinute(acceptedAt), occurredAt, acceptedAt, recorded: true };
  });
}

function judge({ kind, claims, caller, acceptedAt }: GenuineBeacon, slot: Slot, impression: KnownImpression | undefined): BeaconReason {
  if (uuidText(claims.campaign) !== slot.campaign || uuidText(claims.creative) !== slot.creative) return 643;
  return judgeBeacon({ kind, tokenExpiresAt: claims.expiresAt, acceptedAt, impressionAt: impression?.countedAt, caller });
}
