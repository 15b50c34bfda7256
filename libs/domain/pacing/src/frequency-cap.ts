import type { Instant } from '@flywheel/primitives';

/** At most `limit` impressions in any `windowSeconds` that end now. 0 = never. No cap in the list = unlimited. */
export type FrequencyCap = { limit: number; windowSeconds: number };

/** True when one more impression at `now` keeps every cap. `shownAt`: earlier impressions, reserved or confirmed, in rising order. */
export function withinCaps(caps: readonly FrequencyCap[], shownAt: readonly Instant[], now: Instant): boolean {
  return caps.every((cap) => countSince(shownAt, now - cap.windowSeconds * 1000) < cap.limit);
}

/** How far back impressions must be remembered for these caps, in ms. */
export function longestWindowMs(caps: readonly FrequencyCap[]): number {
  return caps.reduce((longest, cap) => Math.max(longest, cap.windowSeconds * 1000), 0);
}

/** An impression exactly one window ago no longer counts. */
function countSince(shownAt: readonly Instant[], after: Instant): number {
  let count = 0;
  for (let at = shownAt.length - 1; at >= 0; at -= 1) {
    const instant = shownAt[at];
    if (instant === undefined || instant <= after) break;
    count += 1;
  }
  return count;
}
