import { countBeacons, insertPending, readClickTimes } from '@flywheel/database/beacons';
import { readImpressions, readSlots, uuidText, type Delivery, type KnownImpression, type Slot } from '@flywheel/database/charges';
import type { BeaconReason } from '@flywheel/measurement';
import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { BeaconAnswer, GenuineBeacon } from './beacon.ts';
import { storeJudged } from './store-judged.ts';

/** Up to 500 verified beacons: undefined stands for one whose token is forged. */
export type BeaconGroup = {
  batch: Id<'bat'>;
  acceptedAt: Instant;
  beacons: ReadonlyArray<GenuineBeacon | undefined>;
  /** Clicks before it that could not be stored; 0 when not said. */
  unrecorded?: number;
};

/**
 * Stores a group and its count in one transaction; returns the answers in the order given. What overtook its decision, or a view or
 * click that overtook its impression, is kept waiting.
 */
export async function recordGroup(tx: Tx, { batch, acceptedAt, beacons, unrecorded = 0 }: BeaconGroup): Promise<BeaconAnswer[]> {
  const answers = beacons.map((beacon): BeaconAnswer =>
    beacon ? { outcome: 'duplicate', reason: 642 } : { outcome: 'forged', reason: 640 },
  );
  const first = firstOfEach(beacons);
  const slots = await readSlots(tx, [...new Set(first.map(({ beacon }) => uuidText(beacon.claims.imp)))]);
  const known = await readImpressions(tx, [...slots.values()]);
  const arrived = new Set([
    ...known.keys(),
    ...first.flatMap(({ beacon }) => (beacon.kind === 'impression' ? [uuidText(beacon.claims.imp)] : [])),
  ]);
  const recorded = first.flatMap(({ beacon, at }) => {
    const slot = slots.get(uuidText(beacon.claims.imp));
    return slot && arrived.has(slot.imp) ? [{ beacon, slot, at }] : [];
  });
  const fresh = await storeRecorded(tx, recorded, known);
  for (const [at, delivery] of fresh) answers[at] = answerOf(delivery);

  const judged = new Set(recorded.map(({ at }) => at));
  const waiting = first.filter(({ at }) => !judged.has(at));
  const kept =
    waiting.length === 0
      ? []
      : await insertPending(
          tx,
          waiting.map(({ beacon }) => pendingOf(beacon)),
        );
  waiting.forEach(({ at }, n) => {
    if (kept[n]) answers[at] = { outcome: 'pending', reason: 0 };
  });
  await markClickRepeats(tx, beacons, answers);
  await countBeacons(tx, { batch, acceptedAt, unrecorded, ...countOf(answers) });
  return answers;
}

type Placed = { beacon: GenuineBeacon; at: number };

/** Of copies within one group the first counts. */
function firstOfEach(beacons: ReadonlyArray<GenuineBeacon | undefined>): Placed[] {
  const seen = new Set<string>();
  return beacons.flatMap((beacon, at) => {
    const key = beacon && `${beacon.kind} ${beacon.ref} ${beacon.claims.imp}`;
    if (!beacon || !key || seen.has(key)) return [];
    seen.add(key);
    return [{ beacon, at }];
  });
}

async function storeRecorded(
  tx: Tx,
  recorded: ReadonlyArray<Placed & { slot: Slot }>,
  known: ReadonlyMap<string, KnownImpression>,
): Promise<Map<number, Delivery>> {
  if (recorded.length === 0) return new Map();
  const fresh = await storeJudged(tx, recorded, known);
  const keys = new Map(fresh.map((delivery) => [`${delivery.kind} ${delivery.ref} ${delivery.slot.imp}`, delivery]));
  return new Map(
    recorded.flatMap(({ beacon, slot, at }): Array<[number, Delivery]> => {
      const delivery = keys.get(`${beacon.kind} ${beacon.ref} ${slot.imp}`);
      return delivery ? [[at, delivery]] : [];
    }),
  );
}

const repeatMs = 30_000;

/** Says of a click that came again within 30 seconds of the first that it did; it was never stored. */
async function markClickRepeats(tx: Tx, beacons: BeaconGroup['beacons'], answers: BeaconAnswer[]): Promise<void> {
  const again = beacons.flatMap((beacon, at) => (beacon?.kind === 'click' && answers[at]?.outcome === 'duplicate' ? [{ beacon, at }] : []));
  const first = await readClickTimes(
    tx,
    again.map(({ beacon: { claims } }) => ({ campaign: uuidText(claims.campaign), imp: uuidText(claims.imp) })),
  );
  for (const { beacon, at } of again) {
    const before = first.get(uuidText(beacon.claims.imp));
    if (before !== undefined && beacon.acceptedAt - before < repeatMs) answers[at] = { outcome: 'duplicate', reason: 652 };
  }
}

function answerOf(delivery: Delivery): BeaconAnswer {
  return { outcome: delivery.reason === 641 ? 'expired' : 'stored', reason: delivery.reason as BeaconReason };
}

function pendingOf({ kind, ref, claims, kid, caller, seenMs, measurable, scope, acceptedAt, occurredAt }: GenuineBeacon) {
  return { imp: uuidText(claims.imp), kind, ref, token: { claims, kid, caller, seenMs, measurable, scope }, acceptedAt, occurredAt };
}

function countOf(answers: readonly BeaconAnswer[]): { received: number; stored: number; forged: number; duplicate: number } {
  const forged = answers.filter((answer) => answer.outcome === 'forged').length;
  const duplicate = answers.filter((answer) => answer.outcome === 'duplicate').length;
  return { received: answers.length, stored: answers.length - forged - duplicate, forged, duplicate };
}
