import { z } from 'zod';
import { bidStrategies, billingEvents, goals, laterObjectives, objectives } from './objectives.ts';
import { targetingExpression } from './targeting.ts';
import { wireId, wireInstant, wirePositiveAmount } from './wire.ts';

const name = z.string().trim().min(1).max(120);
const https = z
  .string()
  .max(2000)
  .regex(/^https:\/\/[^\s/]+\.?[^\s]*$/, 'an address that starts with https://');
const thirtyDays = 2_592_000;

/** At most `limit` impressions for one viewer in any `windowSeconds` (≤ 30 days). 0 = never; no cap at all = unlimited. */
export const frequencyCap = z.strictObject({ limit: z.int().min(0).max(1000), windowSeconds: z.int().min(1).max(thirtyDays) });

/** The caps of one level: ad, ad set, campaign or account. All that are set must hold, at every level. */
export const frequencyCaps = z.array(frequencyCap).max(4).default([]);

/** The least time between two impressions for one viewer; 0 = none. */
export const minGapSeconds = z.int().min(0).max(thirtyDays).default(0);

/** What is rendered. `native_post` looks like a post; the platform draws it from these fields. */
export const creativeDocument = z.strictObject({
  id: wireId('crv').optional(),
  format: z.enum(['native_post', 'image', 'video']),
  headline: z.string().trim().min(1).max(90),
  body: z.string().trim().max(500).default(''),
  imageUrl: https.nullable().default(null),
  /** The film of a video and how long it runs; null for every other format. */
  videoUrl: https.nullable().default(null),
  durationMs: z.int().min(1000).max(3_600_000).nullable().default(null),
  landingUrl: https,
  callToAction: z.string().trim().min(1).max(30).default('Learn more'),
});

/** What an ad set or an ad was set to. Archived ones are not in the document any more. */
export const partStatus = z.enum(['active', 'paused']);

export const adDocument = z.strictObject({
  id: wireId('ad').optional(),
  name,
  status: partStatus.default('active'),
  caps: frequencyCaps,
  minGapSeconds,
  /** A node of the Ad Product taxonomy: ads of one node are kept apart. */
  productCategory: z.string().trim().min(1).max(64).nullable().default(null),
  creative: creativeDocument,
});

const hour = (least: number, most: number): z.ZodNumber => z.number().int().min(least).max(most);

/** Hours of some days of the week, 1 = Monday. A stretch over midnight is two of them. */
export const daypart = z
  .strictObject({ days: z.array(hour(1, 7)).min(1).max(7), fromHour: hour(0, 23), toHour: hour(1, 24) })
  .refine((part) => part.fromHour < part.toHour, { path: ['toHour'], message: 'the last hour must come after the first' });

const budgets = z.strictObject({ dailyMicros: wirePositiveAmount.nullable(), lifetimeMicros: wirePositiveAmount.nullable() });

export const adSetDocument = z.strictObject({
  id: wireId('set').optional(),
  name,
  status: partStatus.default('active'),
  goal: z.enum(goals),
  billingEvent: z.enum(billingEvents).default('viewable'),
  bidStrategy: z.enum(bidStrategies).default('manual'),
  /** Per 1,000 for impression and viewable (a multiple of 1,000 micros), each for the others; null where the strategy needs none. */
  bidMicros: wirePositiveAmount.nullable().default(null),
  /** The average price of the billed event that cost_cap and target_cost keep, in the unit of the bid. */
  costMicros: wirePositiveAmount.nullable().default(null),
  /** Its own budgets, where the campaign has none. */
  budgets: budgets.default({ dailyMicros: null, lifetimeMicros: null }),
  /** Its least and most part of the campaign's budget: of each day where that is daily, else of the whole. */
  budgetLimits: z
    .strictObject({ minMicros: wirePositiveAmount.nullable(), maxMicros: wirePositiveAmount.nullable() })
    .default({ minMicros: null, maxMicros: null }),
  targeting: targetingExpression,
  /** Placement ids; empty = every placement. */
  placements: z.array(z.string().min(1).max(64)).max(50).default([]),
  /** When it serves; empty = always. */
  dayparts: z.array(daypart).max(28).default([]),
  daypartZone: z.enum(['viewer', 'advertiser']).default('advertiser'),
  caps: frequencyCaps,
  minGapSeconds,
  safetyTier: z.enum(['strict', 'standard', 'open']).default('standard'),
  ads: z.array(adDocument).min(1).max(20),
});

const objective = z.enum(objectives, {
  error: ({ input }) =>
    laterObjectives.some((each) => each === input)
      ? `the objective ${String(input)} cannot be chosen yet: it needs conversions, which are not measured`
      : `an objective is one of ${objectives.join(', ')}`,
});

/** The shape alone: what a stored version is read by. */
export const campaignShape = z.strictObject({
  name,
  objective,
  budgets,
  schedule: z.strictObject({ startsAt: wireInstant, endsAt: wireInstant.nullable() }),
  caps: frequencyCaps,
  minGapSeconds,
  adSets: z.array(adSetDocument).min(1).max(20),
});

export type FrequencyCap = z.infer<typeof frequencyCap>;
export type CreativeDocument = z.infer<typeof creativeDocument>;
export type AdDocument = z.infer<typeof adDocument>;
export type AdSetDocument = z.infer<typeof adSetDocument>;
export type CampaignDocument = z.infer<typeof campaignShape>;
