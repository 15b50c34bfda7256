import { z } from 'zod';
import { wireId, wireInstant } from './wire.ts';

const share = z.number();

/** One hour's look for communities. `ari`: how far independent runs agree, 1 is wholly; `coverage`: active people who are in one. */
export const communityRun = z.strictObject({
  hour: wireInstant,
  outcome: z.enum(['published', 'unstable']),
  items: z.int(),
  people: z.int(),
  k: z.int(),
  ari: share,
  coverage: share,
});

/** Why a segment is not offered to advertisers, the first that holds. */
export const segmentObstacles = ['sensitive', 'retired', 'unnamed', 'not-lifted', 'too-small'] as const;

/** A community as an operator judges it. `members` and all sizes are rounded; null: fewer than may be told. */
export const communityView = z.strictObject({
  /** Of its segment; null while nobody is in it. */
  segment: wireId('seg').nullable(),
  /** `community:…`: names it in PUT /v1/communities/:node/name. */
  node: z.string(),
  name: z.string(),
  namedBy: z.enum(['categories', 'operator']).nullable(),
  retiredAt: wireInstant.nullable(),
  bornAt: wireInstant,
  contents: z.int(),
  members: z.int().nullable(),
  offered: z.boolean(),
  obstacle: z.enum(segmentObstacles).nullable(),
  /** Contents and members it shares with its counterpart of a week ago (Jaccard); null: it had none. */
  weeklyContents: share.nullable(),
  weeklyMembers: share.nullable(),
  /** How much more of it members of a week ago did since than everybody, with a 95 % interval. */
  lift: share.nullable(),
  liftLow: share.nullable(),
  liftHigh: share.nullable(),
  exemplars: z.array(z.string()),
  categories: z.array(z.strictObject({ label: z.string(), lift: share })),
  words: z.array(z.string()),
});

/** GET /v1/segments/overview: every segment by kind with why it is not offered, communities with how they are judged, and who overlaps. */
export const segmentOverview = z.strictObject({
  minPeople: z.int(),
  kinds: z.array(
    z.strictObject({
      kind: z.enum(['declared', 'contextual', 'inferred', 'community', 'supervised']),
      segments: z.int(),
      offered: z.int(),
      tooSmall: z.int(),
    }),
  ),
  /** Newest first, at most 48. */
  runs: z.array(communityRun),
  /** Living ones first, then those that retired in the last 30 days; at most 100. */
  communities: z.array(communityView),
  /** The largest offered segments, at most eight, and how much of their members they share (Jaccard, 0…1), row by row. */
  overlap: z.strictObject({
    segments: z.array(z.strictObject({ segment: wireId('seg'), name: z.string() })),
    shared: z.array(z.array(share)),
  }),
});

/** PUT /v1/communities/:node/name. A name an operator gives stays, whatever categories it comes to have. */
export const communityName = z.strictObject({ name: z.string().trim().min(3, 'at least 3 characters').max(60, 'at most 60 characters') });

export type CommunityRunView = z.infer<typeof communityRun>;
export type CommunityView = z.infer<typeof communityView>;
export type SegmentObstacle = (typeof segmentObstacles)[number];
export type SegmentOverview = z.infer<typeof segmentOverview>;
