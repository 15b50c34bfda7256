/** What must be seen of an ad, and for how long without a break: the Media Rating Council's guideline for display and video. */
export type ViewRule = { ratio: number; holdMs: number };

/** From this many pixels on (e.g. 970 × 250) an ad is large: 30 % of it suffice. */
export const largePixels = 242_500;

/** Display: half of the pixels for one second, of large ads 30 %; video: half of the pixels for two seconds of play. */
export function viewRule(pixels: number, kind: 'display' | 'video'): ViewRule {
  if (kind === 'video') return { ratio: 0.5, holdMs: 2000 };
  return { ratio: pixels >= largePixels ? 0.3 : 0.5, holdMs: 1000 };
}

/** The least time between a decision and a beacon of that kind: sooner is no person. 0 for kinds that need no time. */
export function leastElapsedMs(kind: 'viewable' | 'video' | 'other'): number {
  return kind === 'other' ? 0 : viewRule(0, kind === 'video' ? 'video' : 'display').holdMs;
}
