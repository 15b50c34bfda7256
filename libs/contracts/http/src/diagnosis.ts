import { z } from 'zod';
import { adSetDelivery, effectiveStatus } from './campaigns.ts';
import { wireAmount, wireId, wireInstant } from './wire.ts';

/** One outcome by which a campaign's ads lost, over one window. */
const finding = z.strictObject({
  /** Of the closed list of losses and our own reasons. */
  code: z.int(),
  reason: z.string(),
  advice: z.string(),
  times: z.int(),
  /** Of the slots an ad was looked at for, in hundredths of a percent. */
  shareBps: z.int(),
  /** Where the price decided: the least and the mean bid that would have won, in the unit of the ad set's bids. */
  toWin: z.strictObject({ leastMicros: wireAmount, meanMicros: wireAmount, perThousand: z.boolean() }).nullable(),
});

const window = z.strictObject({
  from: wireInstant,
  /** Decisions that were counted in all; where there are very many, a fair sample of them. */
  decisions: z.int(),
  looked: z.int(),
  won: z.int(),
});

/** Why a campaign serves or does not, in one answer. */
export const campaignDiagnosis = z.strictObject({
  campaign: wireId('cmp'),
  asOf: wireInstant,
  currency: z.string(),
  /** `serving`: it wins; `held-back`: it may serve but wins nothing; `stopped`: something stands in the way; `idle`: nobody asks. */
  verdict: z.enum(['serving', 'held-back', 'stopped', 'idle']),
  headline: z.string(),
  /** What else would keep it from serving once that is gone, in the order a person would remove it. */
  further: z.array(z.string()),
  effective: effectiveStatus,
  adSets: z.array(adSetDelivery),
  /** The running hour with the one before, and a day; `findings` are of the shorter one in which it was looked at. */
  hour: window,
  day: window,
  findings: z.array(finding),
  /** What the last slots went for on average, per 1,000 impressions; null where none was contested. */
  marketMicros: wireAmount.nullable(),
});

export type CampaignDiagnosis = z.infer<typeof campaignDiagnosis>;
