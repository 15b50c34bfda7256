import { z } from 'zod';
import { billingEvents, goals, isPerThousand, objectiveChain, objectives } from './objectives.ts';
import { targetingExpression } from './targeting.ts';
import { wireAmount, wireId, wireInstant, wirePositiveAmount, wireSignedAmount } from './wire.ts';

const name = z.string().trim().min(1).max(120);
const https = z
  .string()
  .max(2000)
  .regex(/^https:\/\/[^\s/]+\.?[^\s]*$/, 'an address that starts with https://');
const dayMs = 86_400_000;

/** At most `limit` impressions for one viewer in any `windowSeconds` (≤ 30 days). 0 = never; no cap at all = unlimited. */
export const frequencyCap = z.strictObject({ limit: z.int().min(0).max(1000), windowSeconds: z.int().min(1).max(2_592_000) });

/** What is rendered. `native_post` looks like a post; the platform draws it from these fields. */
export const creativeDocument = z.strictObject({
  id: wireId('crv').optional(),
  format: z.enum(['native_post', 'image']),
  headline: z.string().trim().min(1).max(90),
  body: z.string().trim().max(500).default(''),
  imageUrl: https.nullable().default(null),
  landingUrl: https,
  callToAction: z.string().trim().min(1).max(30).default('Learn more'),
});

export const adDocument = z.strictObject({ id: wireId('ad').optional(), name, creative: creativeDocument });

export const adSetDocument = z.strictObject({
  id: wireId('set').optional(),
  name,
  goal: z.enum(goals),
  billingEvent: z.enum(billingEvents),
  bidStrategy: z.enum(['manual', 'max_bid']).default('manual'),
  /** Per 1,000 for impression and viewable (a multiple of 1,000 micros), each for click. */
  bidMicros: wirePositiveAmount,
  targeting: targetingExpression,
  /** Placement ids; empty = every placement. */
  placements: z.array(z.string().min(1).max(64)).max(50).default([]),
  caps: z.array(frequencyCap).max(4).default([]),
  ads: z.array(adDocument).min(1).max(20),
});

const fields = z.strictObject({
  name,
  objective: z.enum(objectives),
  budgets: z.strictObject({ dailyMicros: wirePositiveAmount.nullable(), lifetimeMicros: wirePositiveAmount.nullable() }),
  schedule: z.strictObject({ startsAt: wireInstant, endsAt: wireInstant.nullable() }),
  caps: z.array(frequencyCap).max(4).default([]),
  adSets: z.array(adSetDocument).min(1).max(20),
});

/** The whole campaign as one document: the form validates with it, the request is parsed by it, a version stores it. */
export const campaignDocument = fields.superRefine((document, context) => {
  for (const fault of faultsBetweenFields(document)) context.addIssue({ code: 'custom', path: fault.path, message: fault.message });
});

export type FrequencyCap = z.infer<typeof frequencyCap>;
export type CreativeDocument = z.infer<typeof creativeDocument>;
export type AdDocument = z.infer<typeof adDocument>;
export type AdSetDocument = z.infer<typeof adSetDocument>;
export type CampaignDocument = z.infer<typeof campaignDocument>;
/** What a form may send: fields with a default may be missing. */
export type CampaignDraft = z.input<typeof campaignDocument>;

type Fault = { path: (string | number)[]; message: string };

function faultsBetweenFields(document: z.infer<typeof fields>): Fault[] {
  return [
    ...budgetFaults(document),
    ...scheduleFaults(document),
    ...document.adSets.flatMap((set, at) => adSetFaults(document.objective, set, at)),
  ];
}

function budgetFaults({ budgets }: z.infer<typeof fields>): Fault[] {
  if (budgets.dailyMicros === null && budgets.lifetimeMicros === null) {
    return [{ path: ['budgets', 'lifetimeMicros'], message: 'a campaign needs a daily or a lifetime budget' }];
  }
  if (budgets.dailyMicros !== null && budgets.lifetimeMicros !== null && BigInt(budgets.dailyMicros) > BigInt(budgets.lifetimeMicros)) {
    return [{ path: ['budgets', 'dailyMicros'], message: 'the daily budget must not be above the lifetime budget' }];
  }
  return [];
}

function scheduleFaults({ schedule }: z.infer<typeof fields>): Fault[] {
  if (schedule.endsAt === null) return [];
  const length = Date.parse(schedule.endsAt) - Date.parse(schedule.startsAt);
  if (length <= 0) return [{ path: ['schedule', 'endsAt'], message: 'the end must come after the start' }];
  return length > 1098 * dayMs ? [{ path: ['schedule', 'endsAt'], message: 'a campaign runs three years at most' }] : [];
}

function adSetFaults(objective: CampaignDocument['objective'], set: AdSetDocument, at: number): Fault[] {
  const chain = objectiveChain[objective];
  const faults: Fault[] = [];
  const fault = (field: string, message: string): void => void faults.push({ path: ['adSets', at, field], message });
  if (!chain.goals.includes(set.goal)) fault('goal', `the objective ${objective} is optimised for ${chain.goals.join(' or ')}`);
  if (!chain.billing.includes(set.billingEvent)) fault('billingEvent', `the objective ${objective} pays per ${chain.billing.join(' or ')}`);
  if (isPerThousand(set.billingEvent) && BigInt(set.bidMicros) % 1000n !== 0n) {
    fault('bidMicros', 'a bid per 1,000 is a multiple of 1,000 micros: one micro an impression is the smallest step');
  }
  return faults;
}

export const campaignStatusRequest = z.strictObject({ status: z.enum(['active', 'paused', 'archived']) });

const effective = z.strictObject({
  status: z.enum([
    'draft',
    'active',
    'paused',
    'archived',
    'in_review',
    'rejected',
    'scheduled',
    'unfunded',
    'suspended',
    'spent',
    'ended',
  ]),
  /** One sentence in plain words: why it is so and what would change it. */
  reason: z.string(),
});

/** A row of the list. */
export const campaignSummary = z.strictObject({
  id: wireId('cmp'),
  account: wireId('acc'),
  name,
  objective: z.enum(objectives),
  configuredStatus: z.enum(['draft', 'active', 'paused', 'archived']),
  effective,
  version: z.int(),
  startsAt: wireInstant,
  endsAt: wireInstant.nullable(),
  currency: z.string(),
  dailyBudgetMicros: wireAmount.nullable(),
  lifetimeBudgetMicros: wireAmount.nullable(),
  /** Set aside for this campaign since it began, and how much of that is not spent yet (sealed charges only). */
  fundedMicros: wireAmount,
  heldMicros: wireSignedAmount,
  createdAt: wireInstant,
  updatedAt: wireInstant,
});

export const campaignDetail = campaignSummary.extend({
  document: fields,
  /** Review state of every creative, by its id. */
  reviews: z.array(
    z.strictObject({ creative: wireId('crv'), state: z.enum(['pending', 'approved', 'rejected']), reason: z.string().nullable() }),
  ),
});

export const campaignList = z.strictObject({ items: z.array(campaignSummary) });
export const campaignVersions = z.strictObject({
  items: z.array(
    z.strictObject({ version: z.int(), sha256: z.string(), savedAt: wireInstant, savedBy: z.string().nullable(), document: fields }),
  ),
});

export type CampaignSummary = z.infer<typeof campaignSummary>;
export type CampaignDetail = z.infer<typeof campaignDetail>;
export type CampaignList = z.infer<typeof campaignList>;
export type CampaignVersions = z.infer<typeof campaignVersions>;
