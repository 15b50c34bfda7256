import { z } from 'zod';
import { wireId, wireInstant } from './wire.ts';

/** One creative that waits for a reviewer, with all he needs to judge it. */
export const reviewItem = z.strictObject({
  creative: wireId('crv'),
  format: z.enum(['native_post', 'image', 'video']),
  headline: z.string(),
  body: z.string(),
  imageUrl: z.string().nullable(),
  videoUrl: z.string().nullable(),
  durationMs: z.int().nullable(),
  landingUrl: z.string(),
  callToAction: z.string(),
  state: z.enum(['pending', 'approved', 'rejected']),
  reason: z.string().nullable(),
  account: wireId('acc'),
  accountName: z.string(),
  campaign: wireId('cmp').nullable(),
  campaignName: z.string().nullable(),
  createdAt: wireInstant,
});

export const reviewQueue = z.strictObject({ items: z.array(reviewItem), waiting: z.int() });

/** A rejection needs a reason: the advertiser reads it. */
export const reviewDecision = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reason: z.string().trim().max(500).optional() })
  .refine((body) => body.decision === 'approve' || Boolean(body.reason), { path: ['reason'], message: 'a rejection needs a reason' });

export const reviewQuery = z.object({ state: z.enum(['pending', 'approved', 'rejected']).default('pending') });

export const reviewResponse = z.strictObject({ outcome: z.enum(['approved', 'rejected']) });

export type ReviewItem = z.infer<typeof reviewItem>;
export type ReviewQueue = z.infer<typeof reviewQueue>;
export type ReviewResponse = z.infer<typeof reviewResponse>;
