import type { PriceRule } from '@flywheel/auction';
import type { Id, Instant, Micros } from '@flywheel/primitives';

/** How one ad fared, packed for storage: ad, closed code, then score, bid and ppb as decimal text (null before they were known). */
export type VisitedAd = readonly [
  ad: Id<'ad'>,
  code: number,
  score: string | null,
  bid: string | null,
  ppb: string | null,
  minToWin: string | null,
];

/** What happened in one placement. */
export type PlacementRecord = {
  placement: string;
  format: string;
  outcome: 'filled' | 'empty';
  /** Why it stayed empty; 0 when filled. */
  code: number;
  rule: PriceRule;
  floorMicros: string;
  imp?: Id<'imp'>;
  winner?: Id<'ad'>;
  priceMicros?: string;
  /** Every matched ad, at most 256. */
  visited: readonly VisitedAd[];
  /** Ads of the snapshot that did not match. */
  unmatched: number;
};

/** A filled slot as the charge will need it. */
export type DecisionSlot = {
  imp: Id<'imp'>;
  placement: string;
  account: Id<'acc'>;
  campaign: Id<'cmp'>;
  campaignVersion: number;
  adSet: Id<'set'>;
  ad: Id<'ad'>;
  creative: Id<'crv'>;
  content: Id<'cnt'> | undefined;
  /** The platform's id of a post that memory did not know yet; who is to be paid for it is looked up when the slot is recorded. */
  newContent: string | undefined;
  creator: Id<'crt'> | undefined;
  country: string | undefined;
  device: string | undefined;
  billingEvent: 'impression' | 'viewable' | 'click';
  currency: string;
  bidMicros: Micros;
  /** Per single billing event. */
  priceMicros: Micros;
  clickPpb: bigint;
  lease: Id<'lse'>;
  expiresAt: Instant;
};

/** All that is kept of a decision. The person's part goes with an erase, the rest stays. */
export type DecisionRecord = {
  decision: Id<'dec'>;
  decidedAt: Instant;
  configVersion: bigint;
  modelVersion: string;
  seed: string;
  request: Readonly<Record<string, unknown>>;
  results: readonly PlacementRecord[];
  tookUs: number | undefined;
  viewer: { viewer: Id<'vwr'>; purposes: readonly string[]; segments: ReadonlyArray<Id<'seg'>> } | undefined;
  slots: readonly DecisionSlot[];
};
