import type { CreateCampaign, OpenAccount, SetCampaignStatus, TopUpAccount } from '@flywheel/advertise';
import type { MeasureReach } from '@flywheel/audiences';
import type { Database } from '@flywheel/database';
import type { DecisionRequest, DecisionResponse } from '@flywheel/http/decisions';
import type { AcceptEvents, ImportStackExchange, UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import type { Instant } from '@flywheel/primitives';
import type { ReviewCreative } from '@flywheel/review';
import type { AllocateReinvestment, CloseMonth, RecordBeacons, SealBuckets, TrialBalance } from '@flywheel/settle';
import type { Reconcile } from '@flywheel/settle/checks';

/** Deciding under a simulated clock: every moment is given. */
export type Serving = {
  /** Brings campaigns, people and content into memory. */
  refresh(now: Instant): Promise<void>;
  /** Settles what was charged and takes new budget leases. */
  renew(now: Instant): Promise<void>;
  decide(request: DecisionRequest, now: Instant): DecisionResponse;
  /** Writes the records of all decisions made since. */
  record(): Promise<void>;
  /** Gives all leases back. */
  close(now: Instant): Promise<void>;
};

/** Learning under a simulated clock. */
export type Learning = {
  /** Learns from all accepted events. */
  learn(now: Instant): Promise<void>;
  /** Counts what the average person likes, weighs everybody again, and counts the segments. */
  review(now: Instant): Promise<void>;
  /** Learns from the stored events of [from, to) in order of their own time, then reviews. */
  learnSpan(span: { from: Instant; to: Instant }): Promise<void>;
};

/** Every flow a simulation walks through, on one database. */
export type Stage = {
  readonly database: Database;
  readonly viewers: UpsertViewers;
  readonly creators: UpsertCreators;
  readonly contents: UpsertContents;
  readonly accept: AcceptEvents;
  readonly importer: ImportStackExchange;
  readonly learning: Learning;
  readonly openAccount: OpenAccount;
  readonly topUp: TopUpAccount;
  readonly createCampaign: CreateCampaign;
  readonly setStatus: SetCampaignStatus;
  readonly measureReach: MeasureReach;
  readonly reviewCreative: ReviewCreative;
  readonly serving: Serving;
  readonly beacons: RecordBeacons;
  readonly sealBuckets: SealBuckets;
  readonly closeMonth: CloseMonth;
  readonly reinvest: AllocateReinvestment;
  readonly reconcile: Reconcile;
  readonly trialBalance: TrialBalance;
};
