import type { ConfiguredStatus, ReviewState } from '@flywheel/campaigns';
import type { FrequencyCap } from '@flywheel/pacing';
import type { Id, Instant, Micros } from '@flywheel/primitives';
import type { Expression } from '@flywheel/targeting';

/** A creative never changes: another text is another creative, so an old token still leads where it led. */
export type CreativeRow = {
  creative: Id<'crv'>;
  format: 'native_post' | 'image';
  headline: string;
  body: string;
  imageUrl: string | undefined;
  landingUrl: string;
  callToAction: string;
};

export type AdRow = { ad: Id<'ad'>; adSet: Id<'set'>; creative: Id<'crv'>; name: string };

export type AdSetRow = {
  adSet: Id<'set'>;
  name: string;
  goal: string;
  billingEvent: 'impression' | 'viewable' | 'click';
  bidStrategy: 'manual' | 'max_bid';
  bidMicros: Micros;
  targeting: Expression;
  placements: readonly string[];
  caps: readonly FrequencyCap[];
};

export type CampaignRow = {
  campaign: Id<'cmp'>;
  account: Id<'acc'>;
  name: string;
  objective: string;
  dailyBudgetMicros: Micros | undefined;
  lifetimeBudgetMicros: Micros | undefined;
  startsAt: Instant;
  endsAt: Instant | undefined;
  caps: readonly FrequencyCap[];
  version: number;
};

/** A whole campaign as rows, and the document it came from with every id filled in. */
export type CampaignTree = {
  campaign: CampaignRow;
  adSets: readonly AdSetRow[];
  ads: readonly AdRow[];
  creatives: readonly CreativeRow[];
  document: unknown;
  sha256: Uint8Array;
  savedAt: Instant;
  /** A person, or undefined for the operator's own programs. */
  savedBy: Id<'usr'> | undefined;
};

export type CreativeReview = { creative: Id<'crv'>; state: ReviewState; reason: string | undefined };

/** A stored campaign as its owner sees it; `reviews` are those of the creatives in use. */
export type StoredCampaign = CampaignRow & {
  configuredStatus: ConfiguredStatus;
  accountActive: boolean;
  currency: string;
  timeZone: string;
  createdAt: Instant;
  updatedAt: Instant;
  /** Cap and leased part of the window `life`; zero before the first funding. */
  fundedMicros: Micros;
  leasedMicros: Micros;
  /** What account 2020 still holds for it. */
  heldMicros: Micros;
  document: unknown;
  reviews: readonly CreativeReview[];
};
