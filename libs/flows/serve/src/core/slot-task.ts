import type { AuctionRules, NoFillReason } from '@flywheel/auction';
import type { Drop, Finalist, VisitedAds } from '@flywheel/auction/record';
import type { Instant, Micros } from '@flywheel/primitives';
import type { AdCard } from '../ads/ad-card.ts';
import type { AdTable } from '../ads/ad-table.ts';
import type { Candidates } from './candidates.ts';
import type { Quality } from './quality.ts';
import type { RequestShift } from './request-shift.ts';
import type { StateReads } from './state-reads.ts';

/**
 * Whether an ad may stand beside what surrounds the slot (620–623). `everyone`: something there is labelled, so every ad is asked;
 * otherwise only those whose advertiser blocks topics or creators.
 */
export type SafetyGate = { everyone: boolean; codeOf(ad: number): NoFillReason };

/** All that the decision about one placement depends on: the same live and in a replay. */
export type SlotTask = {
  table: AdTable;
  candidates: Candidates;
  shift: RequestShift;
  /** What the logits of ads are drawn with where the request is explored; undefined: they are taken as they are. */
  draws: number | undefined;
  rules: AuctionRules;
  /** What is added to bids; undefined: nothing. `mostClick` bounds the residuals for a click of all ads. */
  quality: { readonly terms: Quality; readonly mostClick: number } | undefined;
  /** The creative's format by number. */
  format: number;
  now: Instant;
  /** Where hours are on the viewer's clock: his time zone, if he told it. */
  viewerZone: string | undefined;
  safety: SafetyGate | undefined;
  /** Seats of advertisers that hold a slot of this response already. */
  seated: ReadonlySet<number>;
  state: StateReads;
  /** Impressions of this decision that are taken already. */
  taken: number;
};

/** A slot and who takes it. */
export type SlotWinner = {
  /** From 0, the best. */
  slot: number;
  n: number;
  card: AdCard;
  seat: number;
  /** As it took part. */
  bidMicros: Micros;
  /** Of one billing event. */
  priceMicros: Micros;
  /** In parts per billion, before it is turned into the bid's unit. */
  chancePpb: number;
};

/** What became of one placement. `code`: why slots stayed empty, 0 where none did. */
export type SlotOutcome = {
  winners: SlotWinner[];
  code: NoFillReason;
  visited: VisitedAds;
  finalists: Finalist[];
  drops: Drop[];
  /** The last block read, the bound of everything unread, the last slot's price setter. */
  block: number;
  bound: number;
  bar: bigint;
  exhausted: boolean;
};
