import { eventKinds } from '@flywheel/events';
import { z } from 'zod';

/** One reason of a membership: what the person did on which interest, how often, last when. */
export const segmentReason = z.object({
  node: z.string(),
  name: z.string(),
  action: z.enum(eventKinds),
  count: z.int(),
  lastSeen: z.string(),
});

/** Why somebody is in a segment: at most three reasons, the rule in words, and the version of the model that decided. */
export const segmentExplanation = z.object({
  reasons: z.array(segmentReason).max(3),
  rule: z.string(),
  modelVersion: z.string(),
});
export type SegmentExplanation = z.infer<typeof segmentExplanation>;

/**
 * PUT /v1/viewers/:id/interests/:node, a person's word about an interest and all below it. not-interested: out for 90 days, whatever they
 * do. remove: out, and what was counted is deleted. allow: the word is taken back.
 */
export const interestChoices = ['not-interested', 'remove', 'allow'] as const;
export const interestChoiceRequest = z.strictObject({ choice: z.enum(interestChoices) });
export type InterestChoice = (typeof interestChoices)[number];

/** GET /v1/viewers/:id/segments. `consent` false: nothing is learnt about this person, and the list is empty. */
export const viewerSegments = z.object({
  viewer: z.string(),
  consent: z.boolean(),
  segments: z.array(
    z.object({
      segment: z.string(),
      node: z.string(),
      kind: z.enum(['declared', 'contextual', 'inferred', 'community', 'supervised']),
      name: z.string(),
      lift: z.number(),
      enteredAt: z.string(),
      explanation: segmentExplanation,
    }),
  ),
  /** What they said they are not interested in, and until when that holds. */
  refused: z.array(z.object({ node: z.string(), name: z.string(), until: z.string() })),
});
export type ViewerSegments = z.infer<typeof viewerSegments>;

/** GET /v1/segments, for the targeting picker. `members` is rounded to two digits, null below the least size that may be told. */
export const segmentList = z.object({
  minPeople: z.int(),
  segments: z.array(
    z.object({
      /** seg_… */
      segment: z.string(),
      /** What targeting expressions name: a tag or an IAB Content node. */
      node: z.string(),
      taxonomy: z.enum(['iab', 'tag', 'community']),
      kind: z.enum(['declared', 'contextual', 'inferred', 'community', 'supervised']),
      name: z.string(),
      members: z.int().nullable(),
      sellable: z.boolean(),
      countedAt: z.string().nullable(),
    }),
  ),
});
export type SegmentList = z.infer<typeof segmentList>;
