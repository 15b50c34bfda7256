import type { Instant } from '@flywheel/primitives';

/** What a browser reports about a filled slot. */
export type BeaconKind = 'impression' | 'viewable' | 'click';

const minuteMs = 60_000;

/** How long a slot may wait for its impression, by the format that fills it: a post in a feed 10 minutes, an image 5. */
export const impressionWindowMs = { native_post: 10 * minuteMs, image: 5 * minuteMs } as const;

/** After a counted impression: how long its own token still counts a view or a click. */
export const afterImpressionMs = { viewable: 30 * minuteMs, click: 24 * 60 * minuteMs } as const;

/**
 * The last moment at which a beacon of that kind may count. An impression is bounded by the token; what follows it by the
 * acceptance of the counted impression. Undefined when nothing was counted for it to follow.
 */
export function countsUntil(kind: BeaconKind, tokenExpiresAt: Instant, impressionAt: Instant | undefined): Instant | undefined {
  if (kind === 'impression') return tokenExpiresAt;
  return impressionAt === undefined ? undefined : impressionAt + afterImpressionMs[kind];
}
