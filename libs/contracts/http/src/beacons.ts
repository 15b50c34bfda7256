import { z } from 'zod';

/** What a beacon reports: the last part of `POST /b/:kind`. `imp` and `view` are short for impression and viewable. */
export const beaconKind = z
  .enum(['impression', 'viewable', 'video', 'click', 'engagement', 'follow', 'hide', 'imp', 'view'])
  .transform((kind) => (kind === 'imp' ? ('impression' as const) : kind === 'view' ? ('viewable' as const) : kind));
export type BeaconKind = z.infer<typeof beaconKind>;

/**
 * The body of a beacon, as JSON or as text/plain (what sendBeacon sends); as text/plain it may be the token alone. `occurredAt` is the
 * sender's own time, for reports only; `seenMs` for how long a view lasted without a break; `measurable` says with an impression
 * whether its views can be measured; `part` which part of a film was played (left out: two seconds of it were seen); `scope` what a
 * hide means.
 */
export const beaconRequest = z.strictObject({
  token: z.string().min(1).max(4096),
  occurredAt: z.iso.datetime().optional(),
  seenMs: z.int().min(0).max(86_400_000).optional(),
  measurable: z.boolean().optional(),
  part: z.enum(['start', 'q25', 'q50', 'q75', 'complete']).optional(),
  scope: z.enum(['ad', 'advertiser']).optional(),
});
export type BeaconRequest = z.infer<typeof beaconRequest>;
