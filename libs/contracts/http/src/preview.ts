import { z } from 'zod';
import { wireAmount, wireId, wireInstant, wirePositiveAmount, wireSignedAmount } from './wire.ts';

/**
 * The edit to try. A bid left out is whatever it was at each decision; a budget given counts as there at each decision, one left out
 * holds the money that was there.
 */
export const previewRequest = z.strictObject({
  adSets: z.array(z.strictObject({ id: wireId('set'), bidMicros: wirePositiveAmount.optional() })).max(100),
  dailyMicros: wireAmount.optional(),
  lifetimeMicros: wireAmount.optional(),
});

/** The 90 % bootstrap interval of what the edit changes (after less before); null where there was too little to say. */
const amountInterval = z.strictObject({ low: wireSignedAmount, high: wireSignedAmount }).nullable();

/** What an edit would have done to a sample of the last seven days' decisions. Amounts in micros, expected where an event is by chance. */
export const campaignPreview = z.strictObject({
  campaign: wireId('cmp'),
  /** The oldest and the newest moment that the sample is drawn between. */
  from: wireInstant,
  to: wireInstant,
  /** Decisions looked through for ads of the campaign, those of them that had one, and those that were made again. */
  lookedThrough: z.int().min(0),
  found: z.int().min(0),
  replayed: z.int().min(0),
  /** Found and drawn, but not made again: the person is erased, the record was forgotten, or it no longer comes out as recorded. */
  notReplayed: z.strictObject({ erased: z.int().min(0), forgotten: z.int().min(0), changed: z.int().min(0) }),
  /** Slots that an ad of the campaign was looked at for. */
  slots: z.int().min(0),
  won: z.strictObject({
    before: z.int().min(0),
    after: z.int().min(0),
    change: z.strictObject({ low: z.int(), high: z.int() }).nullable(),
  }),
  /** Per billed event; null where nothing was won. */
  meanPriceMicros: z.strictObject({ before: wireAmount.nullable(), after: wireAmount.nullable(), change: amountInterval }),
  spendMicros: z.strictObject({ before: wireAmount, after: wireAmount, change: amountInterval }),
  words: z.string(),
});

export type PreviewRequest = z.infer<typeof previewRequest>;
export type CampaignPreview = z.infer<typeof campaignPreview>;
