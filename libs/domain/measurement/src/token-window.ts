import type { Instant } from '@flywheel/primitives';

/** What a browser or the platform reports about a filled slot. */
export const beaconKinds = ['impression', 'viewable', 'video', 'click', 'engagement', 'follow', 'hide'] as const;
export type BeaconKind = (typeof beaconKinds)[number];

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * How long a slot may wait for its impression, by what fills it: drawn at once on a web page 1 minute, a banner that may be cached 5, a
 * post in a feed 10, a film or an interstitial 30. Nothing waits longer than an hour.
 */
export const impressionWindowMs = {
  web: minuteMs,
  image: 5 * minuteMs,
  native_post: 10 * minuteMs,
  video: 30 * minuteMs,
  interstitial: 30 * minuteMs,
} as const;

/** The longest life of any impression token: the bound for keys and reservations. */
export const longestImpressionMs = 60 * minuteMs;

/** After a counted impression: how long its own token still counts what follows it. */
export const afterImpressionMs = {
  viewable: 30 * minuteMs,
  video: 30 * minuteMs,
  click: dayMs,
  engagement: dayMs,
  follow: dayMs,
  hide: dayMs,
} as const;

/** How long after it was signed a token may still be asked about: then its key may be forgotten. */
export const longestTokenMs = longestImpressionMs + dayMs;

/**
 * The last moment at which a beacon of that kind may count. An impression is bounded by the token; what follows it by the
 * acceptance of the counted impression. Undefined when nothing was counted for it to follow.
 */
export function countsUntil(kind: BeaconKind, tokenExpiresAt: Instant, impressionAt: Instant | undefined): Instant | undefined {
  if (kind === 'impression') return tokenExpiresAt;
  return impressionAt === undefined ? undefined : impressionAt + afterImpressionMs[kind];
}
