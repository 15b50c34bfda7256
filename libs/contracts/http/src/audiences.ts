import { z } from 'zod';
import { targetingExpression } from './targeting.ts';
import { wireId, wireInstant } from './wire.ts';

/** Most identifiers in one JSON batch; a streamed body may hold up to `mostStreamed`. */
export const mostInBatch = 10_000;
/** Most identifiers in one change of a list. */
export const mostStreamed = 1_000_000;

/** A list of customers: hashes that the advertiser made in its own browser or systems. */
export const uploadDefinition = z.strictObject({ kind: z.literal('upload') });

/**
 * People by what they did with the account's own ads, or (engaged and video) with posts of the named creators. engaged: liked,
 * commented, saved, shared, followed or clicked, at most 90 days ago; exposed: saw an ad, at most 30 days ago; video: watched at least
 * 3 seconds, 50 % or 95 %. Posts in sensitive categories never count.
 */
export const engagersDefinition = z
  .strictObject({
    kind: z.literal('engagers'),
    source: z.enum(['engaged', 'exposed', 'video']),
    withinDays: z.int().min(1).max(90),
    /** Only for `video`. */
    watched: z.enum(['3s', '50%', '95%']).optional(),
    /** Campaigns whose ads count; empty = every campaign of the account. */
    campaigns: z.array(wireId('cmp')).max(50).default([]),
    creators: z.array(wireId('crt')).max(50).default([]),
  })
  .superRefine((definition, context) => {
    const refuse = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
    if (definition.source === 'exposed' && definition.withinDays > 30)
      refuse('withinDays', 'people who saw an ad are kept for 30 days at most');
    if (definition.source === 'exposed' && definition.creators.length > 0) refuse('creators', 'only ads of the account tell who saw them');
    if ((definition.source === 'video') !== (definition.watched !== undefined))
      refuse('watched', 'how much was watched belongs to video, and video needs it');
  });

/** The `percent` of all people who are most like a seed. A larger share reaches more people who are less alike. */
export const lookalikeDefinition = z.strictObject({
  kind: z.literal('lookalike'),
  /** An upload or engagers of the account, or a segment. */
  seed: z.union([wireId('aud'), wireId('seg')]),
  percent: z.int().min(1).max(10),
  /** Whether people of the seed may be in it too. */
  withSeed: z.boolean().default(false),
});

export const audienceDefinition = z.union([uploadDefinition, engagersDefinition, lookalikeDefinition]);
export type AudienceDefinition = z.infer<typeof audienceDefinition>;
export type EngagersDefinition = z.infer<typeof engagersDefinition>;
export type LookalikeDefinition = z.infer<typeof lookalikeDefinition>;

/** POST /v1/accounts/:account/audiences. */
export const audienceToCreate = z.strictObject({ name: z.string().trim().min(1).max(120), definition: audienceDefinition });
export type AudienceToCreate = z.input<typeof audienceToCreate>;

/** An audience as its account sees it. Nobody in it can be listed or taken out of the system. */
export const audienceView = z.strictObject({
  id: wireId('aud'),
  name: z.string(),
  definition: z.unknown(),
  kind: z.enum(['upload', 'engagers', 'lookalike']),
  /** empty: nothing uploaded or worked out yet. small: fewer people than may be targeted. ready: may be targeted and excluded. */
  state: z.enum(['empty', 'building', 'small', 'ready', 'archived']),
  /** One sentence: why it is so and what would change it. */
  reason: z.string(),
  /** People who can be reached: two significant digits; null below the least. */
  size: z.int().nullable(),
  /** Fewest people it must reach to be targeted. */
  least: z.int(),
  countedAt: wireInstant.nullable(),
  createdAt: wireInstant,
  /** Campaigns whose targeting names it. */
  usedBy: z.array(z.strictObject({ campaign: wireId('cmp'), name: z.string(), excluded: z.boolean() })),
  /** The upload that is going on, if any. */
  upload: z.strictObject({ edit: wireId('edt'), received: z.int() }).nullable(),
  /**
   * Lookalikes: the chance (0 to 1) that the last person let in at each percent is like the seed, if as many people were as are not, and
   * how many people that would be.
   */
  curve: z.array(z.strictObject({ percent: z.int(), similarity: z.number(), size: z.int().nullable() })),
  /**
   * Lookalikes: the chance that a person of the seed whom the model had not seen stands before a random person (1 always, 0.5 like a coin),
   * with its 95 % interval; null before the first was made and where it could not be.
   */
  quality: z.strictObject({ auc: z.number(), low: z.number(), high: z.number(), model: z.string() }).nullable(),
});
export type AudienceView = z.infer<typeof audienceView>;
export const audienceList = z.strictObject({ items: z.array(audienceView) });
export type AudienceList = z.infer<typeof audienceList>;

/** What a change of a list does with its identifiers. */
export const editActions = ['add', 'remove', 'replace'] as const;
export type EditAction = (typeof editActions)[number];

/**
 * POST …/audiences/:id/members?action=add as JSON. A change of several batches names its `edit` from the first answer on and says
 * `last: false` until the last one. As `application/x-ndjson` or `text/csv` the body is one whole change, read as it comes in.
 */
export const membersBatch = z.strictObject({
  edit: wireId('edt').optional(),
  last: z.boolean().default(true),
  hashes: z.array(z.string()).max(mostInBatch),
});

/** `applied` is false while more batches are to come. Nothing says who of them was found; the audience's size does, rounded. */
export const membersAnswer = z.strictObject({ edit: wireId('edt'), received: z.int(), applied: z.boolean() });
export type MembersAnswer = z.infer<typeof membersAnswer>;

/** POST /v1/accounts/:account/audience-size. */
export const sizeRequest = z.strictObject({ targeting: targetingExpression });

/** How many people an expression reaches, or that they are too few; `limit` names the part that makes them so few. */
export const sizeAnswer = z.strictObject({
  /** Two significant digits; null below `least`. */
  size: z.int().nullable(),
  /** Fewest people the expression must reach; 0 where it asks nothing about people. */
  least: z.int(),
  outcome: z.enum(['met', 'below', 'sensitive', 'unknown-audience', 'too-complex']),
  limit: z.strictObject({ path: z.string(), sentence: z.string() }).nullable(),
  measuredAt: wireInstant,
});
export type SizeAnswer = z.infer<typeof sizeAnswer>;
