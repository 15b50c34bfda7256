import { z } from 'zod';
import { campaignShape, partStatus } from './campaign-shape.ts';
import { objectives } from './objectives.ts';
import { wireAmount, wireId, wireInstant, wireSignedAmount } from './wire.ts';

export { campaignDocument, type CampaignDraft } from './campaign-document.ts';
export {
  adDocument,
  adSetDocument,
  campaignShape,
  creativeDocument,
  daypart,
  frequencyCap,
  frequencyCaps,
  minGapSeconds,
  type AdDocument,
  type AdSetDocument,
  type CampaignDocument,
  type CreativeDocument,
  type FrequencyCap,
} from './campaign-shape.ts';

const configuredStatus = z.enum(['draft', 'active', 'paused', 'archived']);
const name = z.string().trim().min(1).max(120);

export const campaignStatusRequest = z.strictObject({ status: z.enum(['active', 'paused', 'archived']) });

/** A copy is a draft of its own; without a name it is called after the original. */
export const copyCampaignRequest = z.strictObject({ name: name.optional() });

/** What is really the case for a campaign, an ad set or an ad. */
export const effectiveStatus = z.strictObject({
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
    'capped',
    'paced',
    'unreachable',
    'spent',
    'ended',
  ]),
  /** The code by which a decision records it; 0 when it serves. */
  code: z.int(),
  /** One sentence in plain words: why it is so and what would change it. */
  reason: z.string(),
});

/** A row of the list. */
export const campaignSummary = z.strictObject({
  id: wireId('cmp'),
  account: wireId('acc'),
  name,
  objective: z.enum(objectives),
  configuredStatus,
  effective: effectiveStatus,
  version: z.int(),
  startsAt: wireInstant,
  endsAt: wireInstant.nullable(),
  currency: z.string(),
  /** Its own budgets, or the sums of its ad sets' where those have them. */
  dailyBudgetMicros: wireAmount.nullable(),
  lifetimeBudgetMicros: wireAmount.nullable(),
  /** Set aside for this campaign since it began, and how much of that is not spent yet (sealed charges only). */
  fundedMicros: wireAmount,
  heldMicros: wireSignedAmount,
  createdAt: wireInstant,
  updatedAt: wireInstant,
});

const adDelivery = z.strictObject({ ad: wireId('ad'), name, configuredStatus: partStatus, effective: effectiveStatus });

/** Where every ad set and every ad of a campaign stands. */
export const adSetDelivery = z.strictObject({
  adSet: wireId('set'),
  name,
  configuredStatus: partStatus,
  effective: effectiveStatus,
  ads: z.array(adDelivery),
});

export const campaignDetail = campaignSummary.extend({
  document: campaignShape,
  /** The zone that days and dayparts of the advertiser are read in. */
  timeZone: z.string(),
  /** Review state of every creative, by its id. */
  reviews: z.array(
    z.strictObject({ creative: wireId('crv'), state: z.enum(['pending', 'approved', 'rejected']), reason: z.string().nullable() }),
  ),
  adSets: z.array(adSetDelivery),
});

export const campaignList = z.strictObject({ items: z.array(campaignSummary) });
export const campaignVersions = z.strictObject({
  items: z.array(
    z.strictObject({
      version: z.int(),
      /** Over the canonical JSON of `{document, status}`. */
      sha256: z.string(),
      savedAt: wireInstant,
      savedBy: z.string().nullable(),
      /** What made the version: `save`, or a change of status such as `campaign.paused`. */
      cause: z.string(),
      /** The campaign's own status then; null for versions from before statuses were kept. */
      status: configuredStatus.nullable(),
      document: campaignShape,
    }),
  ),
});

const bulkItem = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('create'), document: z.unknown() }),
  z.strictObject({
    do: z.literal('update'),
    campaign: wireId('cmp'),
    document: z.unknown(),
    /** The version that the document was made from; another current one refuses it. Without it the last writer wins. */
    version: z.int().min(1).optional(),
  }),
  z.strictObject({
    do: z.literal('status'),
    campaign: wireId('cmp'),
    /** One ad set or one ad of it; neither = the campaign itself. */
    adSet: wireId('set').optional(),
    ad: wireId('ad').optional(),
    status: z.enum(['active', 'paused', 'archived']),
  }),
]);

/** Up to 100 changes that all happen or none does. A refusal names the item and its field: `items.3.document.name`. */
export const bulkRequest = z.strictObject({ items: z.array(bulkItem).min(1).max(100) });
export const bulkResponse = z.strictObject({
  items: z.array(z.strictObject({ do: z.enum(['create', 'update', 'status']), campaign: wireId('cmp'), version: z.int() })),
});

export type CampaignSummary = z.infer<typeof campaignSummary>;
export type CampaignDetail = z.infer<typeof campaignDetail>;
export type AdSetDelivery = z.infer<typeof adSetDelivery>;
export type CampaignList = z.infer<typeof campaignList>;
export type CampaignVersions = z.infer<typeof campaignVersions>;
export type BulkItem = z.infer<typeof bulkItem>;
export type BulkRequest = z.infer<typeof bulkRequest>;
export type BulkResponse = z.infer<typeof bulkResponse>;

/** A stored document with the defaults of fields that came after it was saved; one that today's rules refuse stays as it was saved. */
export function readDocument(stored: unknown): z.infer<typeof campaignShape> {
  const parsed = campaignShape.safeParse(stored);
  return parsed.success ? parsed.data : ({ adSets: [], ...(stored as object) } as unknown as z.infer<typeof campaignShape>);
}
