import { z } from 'zod';
import { platformId, wireAmount, wireId, wireInstant } from './wire.ts';

/** A short word of the context: a region, an operating system, a browser. */
const word = z.string().min(1).max(64);

/** How the visit to this feed has gone so far; what is left out is not judged. */
export const feedContext = z.strictObject({
  adsSeen: z.int().min(0).max(10_000).optional(),
  organicSeen: z.int().min(0).max(100_000).optional(),
  /** Where the last ad stood, from 1. */
  lastAdPosition: z.int().min(1).max(100_000).optional(),
  /** Ads the person hid or hurried past. */
  hides: z.int().min(0).max(10_000).optional(),
  /** What the posts were worth together that ads pushed out of sight. */
  displacedMicros: wireAmount.optional(),
});

/** Where the viewer is and on what: none of it names a person. `content` is the post around the ads. */
export const decisionContext = z.strictObject({
  content: platformId.optional(),
  device: z.enum(['phone', 'tablet', 'desktop', 'tv', 'other']).optional(),
  os: word.optional(),
  browser: word.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** The part of the country (ISO 3166-2 without the country) and the city in it. */
  region: z
    .string()
    .regex(/^[A-Z0-9]{1,3}$/)
    .optional(),
  city: z.string().min(1).max(100).optional(),
  language: z.string().max(35).optional(),
  /** IANA name of the viewer's clock, for ads with hours. */
  timeZone: z.string().max(64).optional(),
  keywords: z.array(z.string().min(1).max(100)).max(50).optional(),
  /** What the page says of itself, like `{"sport": "tennis"}`: asked for as `sport=tennis`. */
  keyValues: z.record(z.string().min(1).max(64), z.string().max(128)).optional(),
  /** The page's domain. */
  domain: z.string().max(253).optional(),
  /** Known to be under age: only the context counts. */
  minor: z.boolean().optional(),
  feed: feedContext.optional(),
});

/** One placement: up to 8 slots of one format. */
export const askedPlacement = z.strictObject({
  id: z.string().min(1).max(64),
  format: z.enum(['native_post', 'image', 'video']),
  content: platformId.optional(),
  slots: z.int().min(1).max(8).optional(),
  /** Its place in the feed, from 1. */
  position: z.int().min(1).max(100_000).optional(),
  /** What the post that it pushes out of sight is worth, per impression. */
  organicMicros: wireAmount.optional(),
  /** The posts right before and after it. */
  neighbours: z.array(platformId).max(4).optional(),
});

/**
 * Asks for up to ten placements of one page or feed, 32 slots in all. The same `id` within a minute gets the same answer. `tmaxMs`: how
 * long the caller waits; a request that waited four fifths of it, or 50 ms, is shed.
 */
export const decisionRequest = z.strictObject({
  id: z.string().min(1).max(64).optional(),
  viewer: platformId.optional(),
  tmaxMs: z.int().min(1).max(10_000).optional(),
  placements: z.array(askedPlacement).min(1).max(10),
  context: decisionContext.optional(),
});

/** What the platform draws: the ad's marking (`advertiser`) belongs to it. `clickUrl` and `beaconUrl` are relative to this server. */
export const decidedAd = z.strictObject({
  ad: wireId('ad'),
  advertiser: z.string(),
  creative: z.strictObject({
    id: wireId('crv'),
    format: z.enum(['native_post', 'image', 'video']),
    headline: z.string(),
    body: z.string(),
    imageUrl: z.string().nullable(),
    videoUrl: z.string().optional(),
    durationMs: z.int().optional(),
    callToAction: z.string(),
    domain: z.string(),
  }),
  token: z.string(),
  clickUrl: z.string(),
  beaconUrl: z.string(),
  expiresAt: wireInstant,
});

export const decisionResult = z.union([
  decidedAd.extend({ placement: z.string(), slot: z.int(), outcome: z.literal('filled') }),
  /** `reason` is a code of the closed list, `words` says it. */
  z.strictObject({ placement: z.string(), slot: z.int(), outcome: z.literal('empty'), reason: z.int(), words: z.string() }),
]);

export const decisionResponse = z.strictObject({ decision: wireId('dec'), results: z.array(decisionResult) });

/**
 * How an answer is written: the same fields in one shape, so that the serializer compiled from it tries no alternatives (a union costs it
 * 30 µs an answer).
 */
export const decisionAnswer = z.object({
  decision: wireId('dec'),
  results: z.array(
    decidedAd.partial().extend({
      placement: z.string(),
      slot: z.int(),
      outcome: z.string(),
      reason: z.int().optional(),
      words: z.string().optional(),
    }),
  ),
});

export type DecisionRequest = z.infer<typeof decisionRequest>;
export type DecidedAd = z.infer<typeof decidedAd>;
export type DecisionResult = z.infer<typeof decisionResult>;
export type DecisionResponse = z.infer<typeof decisionResponse>;
