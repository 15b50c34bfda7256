import type { Instant, Micros } from '@flywheel/primitives';
import type { Daypart, DaypartZone } from './daypart.ts';
import type { ConfiguredStatus, ReviewState } from './status.ts';

/** What a budget was given, and how much of it is not spent yet: in all, and of the running day where a day has a budget. */
export type BudgetStanding = { fundedMicros: Micros; leftMicros: Micros; dayLeftMicros?: Micros | undefined };

/** How far pacing holds it back, in parts per million: its share of the bid, and how often it may take part. 1,000,000 = not at all. */
export type PaceStanding = { sharePpm: number; throttlePpm: number };

export type AdStanding = { configured: ConfiguredStatus; review: ReviewState };

export type AdSetStanding = {
  configured: ConfiguredStatus;
  /** Why the breaker paused it; undefined when it did not. */
  tripReason?: string | undefined;
  /** Why its audience may not be served as a whole: 543 too few people, 546 sensitive; and the sentence that says so. */
  audience?: { code: 543 | 546; sentence: string } | undefined;
  dayparts: readonly Daypart[];
  daypartZone: DaypartZone;
  /** Its own budget, where the campaign has none to share. */
  budget?: BudgetStanding | undefined;
  pace?: PaceStanding | undefined;
  ads: readonly AdStanding[];
};

/** All that decides whether a campaign, its ad sets and their ads may serve. */
export type CampaignStanding = {
  configured: ConfiguredStatus;
  accountActive: boolean;
  /** The advertiser's IANA zone. */
  timeZone: string;
  startsAt: Instant;
  endsAt: Instant | undefined;
  /** The money set aside for the whole campaign, and what is left of it. */
  budget: BudgetStanding;
  /** What the account may still owe, where the campaign is paid afterwards. */
  creditLeftMicros?: Micros | undefined;
  pace?: PaceStanding | undefined;
  adSets: readonly AdSetStanding[];
};
