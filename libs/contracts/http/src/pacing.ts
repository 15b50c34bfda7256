import { z } from 'zod';
import { wireAmount, wireId, wireInstant } from './wire.ts';

const ppm = z.int().min(0).max(1_000_000);

/** One window of a budget: what was planned by now beside what was spent, and how much its bids are held back. */
export const pacedWindow = z.object({
  holder: z.union([wireId('cmp'), wireId('set')]),
  level: z.enum(['campaign', 'ad-set']),
  name: z.string(),
  window: z.enum(['day', 'life']),
  /** Of a day: its first moment on the advertiser's clock, and the next day's. `to` null: nothing says by when it should be spent. */
  from: wireInstant,
  to: wireInstant.nullable(),
  capMicros: wireAmount,
  /** The lower budget that was asked for while more than that is committed already; null otherwise. */
  wantedMicros: wireAmount.nullable(),
  /** Charged, and held by wins whose charge may still come. */
  committedMicros: wireAmount,
  spentMicros: wireAmount,
  /** In proportion to the traffic that has passed; null without an end. */
  plannedMicros: wireAmount.nullable(),
  /** |spent − planned| / planned in parts per million; null where nothing is planned yet. */
  errorPpm: z.int().min(0).nullable(),
  /** What a bid is multiplied by, and how often a fixed price takes part. */
  sharePpm: ppm,
  throttlePpm: ppm,
});

/** How a campaign spends against its plan, as of the pacing version named. `pacerSeenAt` null: nothing was ever paced. */
export const campaignPacing = z.object({
  campaign: wireId('cmp'),
  at: wireInstant,
  version: z.string(),
  pacerSeenAt: wireInstant.nullable(),
  windows: z.array(pacedWindow),
});
export type PacedWindow = z.infer<typeof pacedWindow>;
export type CampaignPacing = z.infer<typeof campaignPacing>;
