import { z } from 'zod';
import { eventKinds } from './event-kind.ts';
import { countryCode, languageTag, optionalText, platformId, wireText, wireTime } from './wire-text.ts';

/** Where and with what an event happened. `bot` is the platform's own word; the user agent is looked at and not kept. */
export const eventContext = z.strictObject({
  device: z.enum(['phone', 'tablet', 'desktop', 'tv', 'other']).optional(),
  country: countryCode.optional(),
  language: languageTag.optional(),
  userAgent: optionalText(512).optional(),
  bot: z.boolean().optional(),
});

const longestMs = 86_400_000;

/**
 * One engagement event, version 1. `viewer`, `content` and `creator` are the platform's ids; `at` is the sender's time, so a retry
 * meets its first copy. Without `viewer` the event counts for content and for nobody's interests.
 */
export const engagementEvent = z.strictObject({
  v: z.literal(1),
  id: platformId,
  kind: z.enum(eventKinds),
  at: wireTime,
  viewer: platformId.optional(),
  content: platformId.optional(),
  creator: platformId.optional(),
  query: wireText(256).optional(),
  dwellMs: z.int().min(0).max(longestMs).optional(),
  durationMs: z.int().min(0).max(longestMs).optional(),
  impression: z
    .string()
    .regex(/^imp_[0-9a-f]{32}$/)
    .optional(),
  context: eventContext.optional(),
  detail: z.record(wireText(32), z.union([wireText(256), z.number(), z.boolean()])).optional(),
});

/** A valid event of version 1. */
export type EngagementEvent = z.infer<typeof engagementEvent>;
