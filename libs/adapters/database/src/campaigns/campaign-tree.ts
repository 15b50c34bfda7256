import type { ConfiguredStatus, Daypart, DaypartZone, ReviewState } from '@flywheel/campaigns';
import type { FrequencyCap } from '@flywheel/pacing';
import type { Id, Instant, Micros } from '@flywheel/primitives';
import type { Expression } from '@flywheel/targeting';

/** A creative never changes: another text is another creative, so an old token still leads where it led. */
export type CreativeRow = {
  creative: Id<'crv'>;
  format: 'native_post' | 'image' | 'video';
  headline: string;
  body: string;
  imageUrl: string | undefined;
  videoUrl: string | undefined;
  durationMs: number | undefined;
  landingUrl: string;
  callToAction: string;
};

/** What an ad set or an ad of a saved document is set to; one that left the document is archived. */
export type PartStatus = 'active' | 'paused';

export type AdRow = {
  ad: Id<'ad'>;
  adSet: Id<'set'>;
  creative: Id<'crv'>;
  name: string;
  status: PartStatus;
  caps: readonly FrequencyCap[];
  minGapSeconds: number;
  productCategory: string | undefined;
};

/** Budgets of a campaign or an ad set; at least one of the two levels has one. */
export type Budgets = { dailyBudgetMicros: Micros | undefined; lifetimeBudgetMicros: Micros | undefined };

export type AdSetRow = Budgets & {
  adSet: Id<'set'>;
  name: string;
  status: PartStatus;
  goal: string;
  billingEvent: string;
  bidStrategy: string;
  /** The most that one bid may be, whatever the strategy. */
  bidMicros: Micros;
  costMicros: Micros | undefined;
  budgetMinMicros: Micros | undefined;
  budgetMaxMicros: Micros | undefined;
  targeting: Expression;
  placements: readonly string[];
  dayparts: readonly Daypart[];
  daypartZone: DaypartZone;
  caps: readonly FrequencyCap[];
  minGapSeconds: number;
  safetyTier: string;
};

export type CampaignRow = Budgets & {
  campaign: Id<'cmp'>;
  account: Id<'acc'>;
  name: string;
  objective: string;
  startsAt: Instant;
  endsAt: Instant | undefined;
  caps: readonly FrequencyCap[];
  minGapSeconds: number;
  version: number;
};

/** A save or a change of status: what a decision's version number stands for. */
export type VersionRow = {
  campaign: Id<'cmp'>;
  version: number;
  status: ConfiguredStatus;
  cause: string;
  document: unknown;
  savedAt: Instant;
  /** A person, or undefined for the operator's own programs. */
  savedBy: Id<'usr'> | undefined;
};

/** A whole campaign as rows, and the version with the document it came from, every id filled in. */
export type CampaignTree = {
  campaign: CampaignRow;
  adSets: readonly AdSetRow[];
  ads: readonly AdRow[];
  creatives: readonly CreativeRow[];
  version: VersionRow;
};

export type CreativeReview = { creative: Id<'crv'>; state: ReviewState; reason: string | undefined };

/** An ad set in use with what its status follows from. */
export type StoredAdSet = Budgets & {
  adSet: Id<'set'>;
  name: string;
  configuredStatus: PartStatus;
  tripReason: string | undefined;
  /** Why its audience may not be served as a whole. */
  audience: { code: 543 | 546; sentence: string } | undefined;
  dayparts: readonly Daypart[];
  daypartZone: DaypartZone;
  ads: ReadonlyArray<{ ad: Id<'ad'>; name: string; configuredStatus: PartStatus; review: ReviewState }>;
};

/** A stored campaign as its owner sees it; `reviews` are those of the creatives in use. */
export type StoredCampaign = Omit<CampaignRow, 'minGapSeconds'> & {
  configuredStatus: ConfiguredStatus;
  accountActive: boolean;
  /** Settled when the campaign was made: by money set aside before, or as a claim on the account. */
  funding: 'prepaid' | 'postpaid';
  /** What the account may still owe, with what deciders hold of it; undefined where the campaign is prepaid. */
  creditLeftMicros: Micros | undefined;
  currency: string;
  timeZone: string;
  createdAt: Instant;
  updatedAt: Instant;
  /** Cap and leased part of the window `life`; zero before the first funding. */
  fundedMicros: Micros;
  leasedMicros: Micros;
  /** What account 2020 still holds for it; of a campaign that is paid afterwards what is left of its window `life`. */
  heldMicros: Micros;
  document: unknown;
  reviews: readonly CreativeReview[];
  adSets: readonly StoredAdSet[];
};
