import { z } from 'zod';

const count = z.int().min(0);

/** How the predictions of one learnt event did, each made before its outcome was known; and what weighs most. */
export const modelEvent = z.strictObject({
  event: z.enum(['viewable', 'click', 'video', 'engagement', 'follow']),
  impressions: count,
  events: count,
  /** Σ of the chances that were predicted. */
  expected: z.number(),
  /** Expected over what came; null before the first event. 1 is right. */
  ratio: z.number().nullable(),
  /** Below 1 the model knows more than the rate; null before both outcomes were seen. */
  normalisedEntropy: z.number().nullable(),
  by: z.enum(['head', 'counts']),
  bins: z.array(z.strictObject({ shown: count, expected: z.number(), followed: count })),
  /** `value` of an ad is its number; `name`: what it is called, null for what has no other name. */
  weights: z.array(z.strictObject({ feature: z.string(), value: z.string(), name: z.string().nullable(), microLogit: z.int() })),
});

/** A published version. `restores`: the old one it says again. */
export const modelVersionLine = z.strictObject({
  version: z.string(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string(),
  reason: z.string().nullable(),
  restores: z.string().nullable(),
  whole: z.boolean(),
  ads: count,
});

/** What decisions are made with. `held`: an operator keeps the learner from publishing. */
export const modelOverview = z.strictObject({
  held: z.boolean(),
  current: modelVersionLine.nullable(),
  /** How old the current version is. */
  ageMs: count.nullable(),
  learntAt: z.iso.datetime().nullable(),
  /** `events` are of impressions decided from here on, at most the last 24 clock hours (UTC); null before the first. */
  since: z.iso.datetime().nullable(),
  events: z.array(modelEvent),
  versions: z.array(modelVersionLine),
});

const reason = z.string().trim().min(3, 'say why, in a few words').max(500, 'at most 500 characters');

/** Publishes an old version again and holds it. */
export const modelRollback = z.strictObject({ version: z.string().regex(/^[1-9]\d{0,17}$/, 'the number of a version'), reason });

/** Lets the learner publish again. */
export const modelResume = z.strictObject({ reason });

export type ModelEvent = z.infer<typeof modelEvent>;
export type ModelVersionLine = z.infer<typeof modelVersionLine>;
export type ModelOverview = z.infer<typeof modelOverview>;
export type ModelRollback = z.infer<typeof modelRollback>;
