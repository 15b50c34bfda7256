import type { Id, Instant, Micros } from '@flywheel/primitives';

/** What an ad set may pay for. The order is part of the format of slot lines: append only. */
export const billingEvents = ['impression', 'viewable', 'click', 'video', 'engagement', 'follow'] as const;

/** What an ad set pays for. */
export type BillingEvent = (typeof billingEvents)[number];

/** A filled slot as its charge will need it. */
export type DecisionSlot = {
  /** Which impression of the decision it is, 1–63. */
  n: number;
  imp: Id<'imp'>;
  placement: string;
  account: Id<'acc'>;
  campaign: Id<'cmp'>;
  campaignVersion: number;
  adSet: Id<'set'>;
  ad: Id<'ad'>;
  adNo: number;
  creative: Id<'crv'>;
  content: Id<'cnt'> | undefined;
  creator: Id<'crt'> | undefined;
  /** The platform's id of a post that memory did not know yet; who is to be paid for it is looked up when the slot is read. */
  newContent: string | undefined;
  country: string | undefined;
  device: string | undefined;
  billingEvent: BillingEvent;
  currency: string;
  /** After pacing, as it took part: per 1,000 or per event. */
  bidMicros: Micros;
  /** Per single billing event. */
  priceMicros: Micros;
  /** The chance of its billing event in parts per billion. */
  ppb: number;
  lease: Id<'lse'>;
  expiresAt: Instant;
  /** The ids of its ad as `packAdIds` packs them, where somebody has them ready; a slot that is read has none. */
  adIds?: Uint8Array | undefined;
};
