import type { Database } from '@flywheel/database';
import {
  countUnrecorded,
  readCampaignAccounts,
  resolvePending,
  takeResolvable,
  type PendingBeacon,
  type PendingOutcome,
} from '@flywheel/database/beacons';
import { readImpressions, readSlots, uuidText, type Delivery, type Slot } from '@flywheel/database/charges';
import { ivtStateOf } from '@flywheel/measurement';
import { micros, utcMinute, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { GenuineBeacon } from './beacon.ts';
import { storeDeliveries } from './store-deliveries.ts';
import { storeJudged } from './store-judged.ts';

const longestWaitMs = 60_000;
const groupSize = 500;
const mostGroups = 100;
const neverRecorded = 644;

/**
 * Brings waiting beacons to an end: with their decision and, for a view or click, their impression once these are there; after 60
 * seconds without a decision as 644, without an impression as 658, at price 0.
 */
export class ResolvePending {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Returns how many ended their wait. */
  async run({ now }: { now: Instant }): Promise<{ resolved: number }> {
    let resolved = 0;
    for (let group = 0; group < mostGroups; group += 1) {
      const ended = await this.database.inTransaction((tx) => this.resolveGroup(tx, now));
      resolved += ended;
      // An impression that ended its wait ends that of the view and the click after it.
      if (ended === 0) break;
    }
    return { resolved };
  }

  private async resolveGroup(tx: Tx, now: Instant): Promise<number> {
    const pending = await takeResolvable(tx, now - longestWaitMs, groupSize);
    if (pending.length === 0) return 0;
    const slots = await readSlots(
      tx,
      pending.map((each) => each.imp),
    );
    const known = await readImpressions(tx, [...slots.values()]);
    const recorded = pending.flatMap((each) => {
      const slot = slots.get(each.imp);
      return slot ? [{ beacon: beaconOf(each), slot }] : [];
    });
    const lost = pending.filter((each) => !slots.has(each.imp));
    const unrecorded = await unrecordedDeliveries(tx, lost);
    if (lost.length > 0) await countUnrecorded(tx, lost.length, now);
    const stored = [...(await storeJudged(tx, recorded, known)), ...(await storeDeliveries(tx, unrecorded))];
    const fresh = new Set(stored.map(keyOf));
    const all = new Set([...recorded.map(({ beacon, slot }) => keyOf({ ...beacon, slot })), ...unrecorded.map(keyOf)]);
    const outcomeOf = (key: string): PendingOutcome => (fresh.has(key) ? 'counted' : all.has(key) ? 'repeated' : 'unknown');
    await resolvePending(
      tx,
      pending.map(({ imp, kind, ref }) => ({ imp, kind, ref, outcome: outcomeOf(`${kind} ${ref} ${imp}`) })),
      now,
    );
    return pending.length;
  }
}

function keyOf({ kind, ref, slot }: Pick<Delivery, 'kind' | 'ref' | 'slot'>): string {
  return `${kind} ${ref} ${slot.imp}`;
}

/** What was kept is what `recordGroup` wrote. */
function beaconOf({ kind, ref, token, acceptedAt, occurredAt }: PendingBeacon): GenuineBeacon {
  return {
    ...(token as Pick<GenuineBeacon, 'claims' | 'kid' | 'caller' | 'seenMs' | 'measurable' | 'scope'>),
    ref,
    kind: kind as GenuineBeacon['kind'],
    acceptedAt,
    occurredAt,
  };
}

/** A token is all that is left of a decision that was never recorded: it names the ad, not a price, nor where it stood. */
async function unrecordedDeliveries(tx: Tx, lost: readonly PendingBeacon[]): Promise<Delivery[]> {
  const beacons = lost.map(beaconOf);
  const accounts = await readCampaignAccounts(
    tx,
    beacons.map(({ claims }) => uuidText(claims.campaign)),
  );
  return beacons.flatMap((beacon): Delivery[] => {
    const owner = accounts.get(uuidText(beacon.claims.campaign));
    return owner ? [unrecordedDelivery(beacon, owner)] : [];
  });
}

function unrecordedDelivery(
  { kind, ref, claims, kid, acceptedAt, occurredAt }: GenuineBeacon,
  owner: { account: string; currency: string },
): Delivery {
  const slot: Slot = {
    imp: uuidText(claims.imp),
    campaign: uuidText(claims.campaign),
    adSet: uuidText(claims.adSet),
    ad: uuidText(claims.ad),
    creative: uuidText(claims.creative),
    placement: claims.placement,
    account: owner.account,
    currency: owner.currency,
    decision: '',
    content: null,
    creator: null,
    country: null,
    device: null,
    billingEvent: '',
    priceMicros: micros(0n),
    lease: '',
  };
  const judged = { reason: neverRecorded, ivtState: ivtStateOf(neverRecorded), tokenKid: kid };
  return { slot, kind, ref, ...judged, bucket: utcMinute(acceptedAt), occurredAt, acceptedAt, recorded: false };
}
