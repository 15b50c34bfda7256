import type { ConfiguredStatus, Daypart, DaypartZone, ReviewState } from '@flywheel/campaigns';
import type { FrequencyCap } from '@flywheel/pacing';
import type { Id, Instant, Micros } from '@flywheel/primitives';
import type { BillingEvent } from '../decisions/decision-slot.ts';

/** One ad with everything above it: a row of the snapshot that decisions are made from. */
export type ServingAdRow = {
  adNo: number;
  ad: Id<'ad'>;
  adCaps: FrequencyCap[];
  adGapSeconds: number;
  /** A node of the product taxonomy. */
  category: string | undefined;
  adSet: Id<'set'>;
  billingEvent: BillingEvent;
  strategy: 'manual' | 'max_bid' | 'lowest_cost' | 'cost_cap' | 'target_cost';
  bidMicros: Micros;
  /** The expression as JSON text. */
  targeting: string;
  placements: string[];
  adSetCaps: FrequencyCap[];
  adSetGapSeconds: number;
  dayparts: Daypart[];
  daypartZone: DaypartZone;
  safetyTier: 'strict' | 'standard' | 'open';
  /** 0, or why its audience may not be asked for: 543 too few people, 546 sensitive. */
  audienceObstacle: 0 | 543 | 546;
  /** The ad set's own budget, where it has one. */
  dailyBudgetMicros: Micros | undefined;
  lifetimeBudgetMicros: Micros | undefined;
  budgetMinMicros: Micros | undefined;
  budgetMaxMicros: Micros | undefined;
  campaign: Id<'cmp'>;
  campaignVersion: number;
  campaignCaps: FrequencyCap[];
  campaignGapSeconds: number;
  /** Of the campaign: active or paused; a paused one is here so that a decision can say why it lost. */
  configuredStatus: ConfiguredStatus;
  startsAt: Instant;
  endsAt: Instant | undefined;
  /** Set aside for its holder (the ad set with a budget of its own, else the campaign). */
  fundedMicros: Micros;
  account: Id<'acc'>;
  accountName: string;
  accountCaps: FrequencyCap[];
  accountGapSeconds: number;
  domain: string;
  competitors: string[];
  blockedNodes: string[];
  blockedCreators: string[];
  accountActive: boolean;
  currency: string;
  timeZone: string;
  creative: {
    creative: Id<'crv'>;
    format: 'native_post' | 'image' | 'video';
    headline: string;
    body: string;
    imageUrl: string | undefined;
    videoUrl: string | undefined;
    durationMs: number | undefined;
    callToAction: string;
  };
  reviewState: ReviewState;
};
