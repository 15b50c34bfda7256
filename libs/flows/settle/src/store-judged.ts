import { readRelabelled } from '@flywheel/database/beacons';
import { insertHidings } from '@flywheel/database/caps';
import { type Delivery, type KnownImpression, type Slot } from '@flywheel/database/charges';
import { fromRowId, instantOfId } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { GenuineBeacon } from './beacon.ts';
import { judgeGroup } from './judge-group.ts';
import { storeDeliveries } from './store-deliveries.ts';

/** Judges beacons whose slots are recorded and stores them, with what they made people hide; returns those that were new. */
export async function storeJudged(
  tx: Tx,
  beacons: ReadonlyArray<{ beacon: GenuineBeacon; slot: Slot }>,
  known: ReadonlyMap<string, KnownImpression>,
): Promise<Delivery[]> {
  const impressions = beacons.filter(({ beacon }) => beacon.kind === 'impression');
  const relabelled = await readRelabelled(
    tx,
    impressions.map(({ beacon, slot }) => ({ slot, decidedAt: instantOfId(beacon.claims.imp) })),
  );
  const fresh = await storeDeliveries(tx, judgeGroup(beacons, known, relabelled));
  const scopes = new Map(beacons.flatMap(({ beacon, slot }) => (beacon.kind === 'hide' ? [[slot.imp, beacon.scope]] : [])));
  const hidden = fresh.filter((delivery) => delivery.kind === 'hide' && delivery.reason === 0);
  await insertHidings(
    tx,
    hidden.map(({ slot, acceptedAt }) => ({
      imp: slot.imp,
      subject: scopes.get(slot.imp) === 'advertiser' ? fromRowId('acc', slot.account) : fromRowId('ad', slot.ad),
      at: acceptedAt,
    })),
  );
  return fresh;
}
