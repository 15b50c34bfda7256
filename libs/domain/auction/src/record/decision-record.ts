import type { Id, Instant, Micros } from '@flywheel/primitives';

/** What the decision was made from. `engine`: the number of the rules of deciding themselves, see `engineVersion`. */
export type RecordVersions = { engine: number; config: bigint; model: bigint; pacing: bigint };

/** full: the person agreed to ads by interest; contextual: only where he is counts. */
export type RecordMode = 'full' | 'contextual';

/** JSON, as text or as UTF-8 bytes made once and used for many decisions. Unpacked it is always text. */
export type JsonText = string | Uint8Array;

/** The rules that one placement was sold under. Floor and increment per 1,000 impressions; α per slot in parts per million. */
export type RecordedRules = {
  rule: 'first' | 'second' | 'gsp' | 'vcg';
  slots: number;
  positionPpm: readonly number[];
  floorMicros: Micros;
  incrementMicros: Micros;
  /** What the post pushed out of sight is worth, in micros an impression; 0 where nothing is displaced. */
  displacedMicros: Micros;
};

/**
 * Every ad that was looked at, in the order of the walk: its number, its reason (code, with its list in the upper bits, see
 * `packReason`) and the chance of its billing event in parts per billion (0: it never came to bid). The arrays may be longer than
 * `count`: a decider uses them again and again.
 */
export type VisitedAds = { count: number; ad: Uint32Array; code: Uint16Array; ppb: Uint32Array };

/** An ad that was ranked exactly: a winner, a price setter, or one that reached the bar. */
export type Finalist = {
  ad: number;
  code: number;
  /** The slot it took, from 1; 0: none. */
  slot: number;
  /** Which impression of the decision (1–63) it became; 0: none. */
  impression: number;
  /** Whether it pays per 1,000 impressions (else per event). */
  perThousand: boolean;
  /** What its campaign offers, before pacing; per 1,000 or per event. */
  offeredMicros: Micros;
  /** What took part: after pacing and rounding. */
  bidMicros: Micros;
  /** The share of the offer that pacing let through, in parts per million. */
  sharePpm: number;
  ppb: number;
  qualityMicros: Micros;
  /** In the bid's own unit; 0 for who did not win. */
  priceMicros: Micros;
  /** In the bid's own unit; undefined where the price was not what decided. */
  minToWinMicros: Micros | undefined;
};

/** An ad that had won and was taken out again, with the code (of losses or our own) and the round (from 1) in which it happened. */
export type Drop = { round: number; ad: number; code: number };

/** What memory said about an ad that was asked for: its lease (0 or 580–584), its throttle draw, or a reservation that failed. */
export type StateRead = { kind: 'lease' | 'throttle' | 'reservation' | 'fatigue' | 'ghost'; ad: number; value: number };

/** Why nothing else can have won: everything not visited has a score of at most `bound`, and the last slot's price setter has `bar`. */
export type StoppingProof = { indexBuild: number; block: number; bound: number; bar: bigint; exhausted: boolean };

/** One placement of a decision. */
export type RecordedPlacement = {
  placement: string;
  format: string;
  /** Why the slots that stayed empty did, a code of losses or of our own; 0 when all are filled. */
  code: number;
  rules: RecordedRules;
  /** What the decision knew of the place and the content around it: no person. */
  facts: JsonText;
  /** What else was asked of it, as JSON: position in the feed, ads seen, neighbours, labels; empty where nothing was. */
  place: JsonText;
  visited: VisitedAds;
  finalists: readonly Finalist[];
  drops: readonly Drop[];
  reads: readonly StateRead[];
  proof: StoppingProof;
};

/** All that is kept of a decision, without the person. */
export type DecisionRecord = {
  decision: Id<'dec'>;
  decidedAt: Instant;
  tookUs: number;
  mode: RecordMode;
  /** keyedHash of the deployment's secret and the decision's id, 16 hex digits. */
  seed: string;
  /** Whether chances were drawn (Thompson sampling), from the seed. */
  explored: boolean;
  versions: RecordVersions;
  /** What the request said of the context, as facts: no person. */
  context: JsonText;
  /** Cap reads of a visit that belongs to no known person; those of a person stand in his part. */
  caps: readonly CapRead[];
  placements: readonly RecordedPlacement[];
};

/**
 * How often and when last the viewer was shown something, as read for one ad of one placement (ordinal). `level`: 0 ad, 1 ad set,
 * 2 campaign, 3 advertiser. `rule`: the ordinal of the cap among that level's; 255 stands for the minimum gap. `count` −1: unknown.
 */
export type CapRead = { placement: number; ad: number; level: number; rule: number; count: number; lastAt: Instant };

/** The person's part of a decision: sealed with his key, gone when he is erased. */
export type ViewerPart = {
  viewer: Id<'vwr'> | undefined;
  purposes: readonly string[];
  /** The personal half of the facts as JSON: segments, audiences, declared age … */
  facts: string;
  caps: readonly CapRead[];
};
