import { toRowId, type Instant, type Micros } from '@flywheel/primitives';

/** A filled slot as its decision recorded it. Ids are row ids (uuid text): this shape lives between two statements and nowhere else. */
export type Slot = {
  imp: string;
  decision: string;
  placement: string;
  account: string;
  campaign: string;
  adSet: string;
  ad: string;
  creative: string;
  content: string | null;
  creator: string | null;
  country: string | null;
  device: string | null;
  billingEvent: string;
  currency: string;
  priceMicros: Micros;
  lease: string;
};

/** A beacon that is judged and ready to be stored: `reason` 0 counts. */
export type Delivery = {
  slot: Slot;
  kind: 'impression' | 'viewable' | 'video' | 'click' | 'engagement' | 'follow' | 'hide';
  /** '' for what may be charged; otherwise it tells beacons of one kind apart that may each come once: the parts of a film. */
  ref: string;
  /** Of an impression: whether its views can be measured, as the page says; undefined where it does not. */
  measurable?: boolean | undefined;
  reason: number;
  /** Invalid traffic as it is known now: what a list names, what only a closer look finds, or none. */
  ivtState: 'none' | 'general' | 'sophisticated';
  /** The key that signed the token; undefined where the platform itself told of it. */
  tokenKid: string | undefined;
  /** The acceptance minute it is charged in. */
  bucket: Instant;
  occurredAt: Instant;
  acceptedAt: Instant;
  /** Whether a decision row stands behind it; false only with reason 644. */
  recorded: boolean;
};

/** Whether the ad set pays for this kind. */
export function isBillable({ slot, kind, ref, recorded }: Delivery): boolean {
  return recorded && ref === '' && slot.billingEvent === kind;
}

/** The key of a delivery in text; sorting by it is the order in which every writer takes its rows. */
export function deliveryKey(delivery: Delivery): string {
  return `${delivery.slot.campaign} ${delivery.slot.imp} ${delivery.kind} ${delivery.ref}`;
}

/** A wire id as Postgres writes a uuid: with its dashes, so that it equals what a query returns. */
export function uuidText(id: Parameters<typeof toRowId>[0]): string {
  return toRowId(id).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
