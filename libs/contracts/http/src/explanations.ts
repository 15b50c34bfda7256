import { z } from 'zod';
import { wireAmount, wireId, wireInstant, wireSignedAmount } from './wire.ts';

export const recentDecision = z.strictObject({
  decision: wireId('dec'),
  decidedAt: wireInstant,
  placements: z.int(),
  filled: z.int(),
  visited: z.int(),
  privacyMode: z.enum(['full', 'contextual']),
  country: z.string().nullable(),
  device: z.string().nullable(),
  tookUs: z.int().nullable(),
});
/** `size`: what a stored decision takes in bytes, on average over that many of the newest. */
export const recentDecisions = z.strictObject({
  items: z.array(recentDecision),
  size: z.strictObject({ decisions: z.int(), recordBytes: z.int(), viewerBytes: z.int(), slotsBytes: z.int() }),
});

/** A reason of the closed table: its list, its code there, and what it says. */
const reason = { list: z.string(), code: z.int(), words: z.string() };

/**
 * How one ad fared in one placement. Amounts are per 1,000 or per event, as the advertiser states them (`perThousand`). What follows
 * `chancePpb` is known only of ads that were ranked exactly: winners, price setters and those that came as close.
 */
export const explainedAd = z.strictObject({
  ad: wireId('ad'),
  number: z.int(),
  name: z.string(),
  campaign: wireId('cmp'),
  campaignName: z.string(),
  advertiser: z.string(),
  ...reason,
  billingEvent: z.string(),
  perThousand: z.boolean(),
  /** The predicted chance of the billing event (per impression), in parts per billion. */
  chancePpb: z.string().nullable(),
  /** What its campaign offers, and what was left of it after pacing. */
  offeredMicros: wireAmount.nullable(),
  bidMicros: wireAmount.nullable(),
  sharePpm: z.int().nullable(),
  /** What the placement added for its chance of a click and took off for that of a hide, an impression. */
  qualityMicros: wireSignedAmount.nullable(),
  /** bid · chance + quality · 10⁹. */
  score: z.string().nullable(),
  arithmetic: z.string().nullable(),
  minToWinMicros: wireAmount.nullable(),
  /** The slot it took, from 1. */
  slot: z.int().nullable(),
  /** What memory was asked about it, in words. */
  asked: z.array(z.string()),
});

const explainedSlot = z.strictObject({
  slot: z.int(),
  ad: wireId('ad'),
  impression: wireId('imp'),
  /** Per single billing event: an impression's price is its price per 1,000 divided by 1,000. */
  priceMicros: wireAmount,
  words: z.string(),
});

export const explainedPlacement = z.strictObject({
  placement: z.string(),
  format: z.string(),
  outcome: z.enum(['filled', 'empty']),
  /** Why the slots that stayed empty did; 0 when all are filled. */
  ...reason,
  rule: z.enum(['first', 'second', 'gsp', 'vcg']),
  ruleWords: z.string(),
  slotCount: z.int(),
  positionPpm: z.array(z.int()),
  floorMicros: wireAmount,
  incrementMicros: wireAmount,
  slots: z.array(explainedSlot),
  ads: z.array(explainedAd),
  /** Winners that were taken out again, and why. */
  drops: z.array(z.strictObject({ round: z.int(), ad: wireId('ad'), name: z.string(), ...reason })),
  /** Why nothing else can have won. */
  bound: z.strictObject({
    indexBuild: z.int(),
    block: z.int(),
    bound: z.string().nullable(),
    bar: z.string(),
    exhausted: z.boolean(),
    words: z.string(),
  }),
  facts: z.record(z.string(), z.unknown()),
});

/** The operator's form: everything the decision saw, from the stored record. */
export const explainedDecision = z.strictObject({
  decision: wireId('dec'),
  decidedAt: wireInstant,
  versions: z.strictObject({ engine: z.int(), config: z.string(), model: z.string(), pacing: z.string() }),
  seed: z.string(),
  /** 16 hex digits that name the record; a replay that finds no difference arrives at the same. */
  hash: z.string(),
  /** Parts of the record that are no longer what was written. */
  altered: z.array(z.string()),
  privacyMode: z.enum(['full', 'contextual']),
  privacyWords: z.string(),
  explored: z.boolean(),
  exploredWords: z.string(),
  context: z.record(z.string(), z.unknown()),
  segments: z.array(z.strictObject({ segment: z.string(), name: z.string() })),
  placements: z.array(explainedPlacement),
  tookUs: z.int().nullable(),
});

/** The viewer's form: why this ad (DSA, art. 26): on whose behalf, and the main parameters that led to it. */
export const whyThisAd = z.strictObject({
  decision: wireId('dec'),
  ads: z.array(
    z.strictObject({
      placement: z.string(),
      advertiser: z.string(),
      paidBy: z.string(),
      headline: z.string(),
      because: z.array(z.string()),
    }),
  ),
});

/** The advertiser's form: his own ads alone, what would have won, and no word about who else took part. */
export const ownAdsInDecision = z.strictObject({
  decision: wireId('dec'),
  decidedAt: wireInstant,
  ads: z.array(
    z.strictObject({
      placement: z.string(),
      ad: wireId('ad'),
      name: z.string(),
      campaign: wireId('cmp'),
      campaignName: z.string(),
      ...reason,
      bidMicros: wireAmount.nullable(),
      minToWinMicros: wireAmount.nullable(),
      /** What one billing event costs, where it won. */
      priceMicros: wireAmount.nullable(),
    }),
  ),
});

/** Why one ad did not take a slot: the reason and, where it did not match, the node of its targeting. */
export const whyNotAd = z.strictObject({
  decision: wireId('dec'),
  ad: wireId('ad'),
  items: z.array(z.strictObject({ placement: z.string(), ...reason, path: z.string().optional(), minToWinMicros: wireAmount.optional() })),
});

/** One thing that a replay found otherwise than recorded. */
export const replayDifference = z.strictObject({
  where: z.string(),
  field: z.string(),
  recorded: z.string(),
  recomputed: z.string(),
  sentence: z.string(),
});

/** A field left out is not changed. Amounts: `budget` per campaign, 0 for none; `bid` per ad in its own unit; `caps: false` lifts all. */
export const replayOverrides = z.strictObject({
  budget: z
    .array(z.strictObject({ campaign: wireId('cmp'), micros: wireAmount }))
    .max(20)
    .optional(),
  bid: z
    .array(z.strictObject({ ad: wireId('ad'), micros: wireAmount }))
    .max(20)
    .optional(),
  floorMicros: wireAmount.optional(),
  rule: z.enum(['first', 'second', 'gsp', 'vcg']).optional(),
  caps: z.boolean().optional(),
});
export const replayRequest = z.strictObject({ overrides: replayOverrides.optional() });

const outcomeOfAd = z.strictObject({
  ad: wireId('ad'),
  name: z.string(),
  slot: z.int().nullable(),
  priceMicros: wireAmount.nullable(),
  ...reason,
  minToWinMicros: wireAmount.nullable(),
});

/** What an override changed in one placement: only ads that fare otherwise are listed. */
export const counterfactual = z.strictObject({
  placement: z.string(),
  changed: z.array(z.strictObject({ before: outcomeOfAd, after: outcomeOfAd })),
  words: z.string(),
});

/**
 * `same`: every recorded outcome was found again; `different`: what was not, named; `erased`: the viewer’s part is gone, so who took
 * part can not be found again, and the money stands; `unknown`: there is no record, or its versions are gone.
 */
export const replayAnswer = z.strictObject({
  decision: wireId('dec'),
  outcome: z.enum(['same', 'different', 'erased', 'unknown']),
  words: z.string(),
  hash: z.string().nullable(),
  differences: z.array(replayDifference),
  /** Present where overrides were given. */
  counterfactual: z.array(counterfactual).optional(),
});

export const recentQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });
export const explainQuery = z.object({ form: z.enum(['operator', 'advertiser', 'viewer']).optional() });
export const whyNotQuery = z.object({ decision: wireId('dec') });

export type RecentDecisions = z.infer<typeof recentDecisions>;
export type ExplainedDecision = z.infer<typeof explainedDecision>;
export type ExplainedPlacement = z.infer<typeof explainedPlacement>;
export type ExplainedAd = z.infer<typeof explainedAd>;
export type WhyThisAd = z.infer<typeof whyThisAd>;
export type OwnAdsInDecision = z.infer<typeof ownAdsInDecision>;
export type WhyNotAd = z.infer<typeof whyNotAd>;
export type ReplayDifference = z.infer<typeof replayDifference>;
export type ReplayOverrides = z.infer<typeof replayOverrides>;
export type ReplayAnswer = z.infer<typeof replayAnswer>;
export type Counterfactual = z.infer<typeof counterfactual>;
