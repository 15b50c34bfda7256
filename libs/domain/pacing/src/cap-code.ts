import type { Instant } from '@flywheel/primitives';
import type { FrequencyCap } from './frequency-cap.ts';

/** Where a cap counts: 0 the ad, 1 its ad set, 2 its campaign, 3 its advertiser. */
export type CapLevel = 0 | 1 | 2 | 3;

/** What one level allows one viewer. No caps and no gap = unlimited; a limit of 0 = never. */
export type LevelCaps = { level: CapLevel; caps: readonly FrequencyCap[]; minGapSeconds: number };

/**
 * What was read of a level: of its window number `cap` (or 255: only the gap) how many impressions stood in it, and when the last of
 * all was (0: none).
 */
export type CapRead = { level: CapLevel; cap: number; count: number; last: Instant };

/** 0, or why not: the cap of the ad, ad set, campaign, advertiser (560–563), the gap (564), the state is not known (567). */
export type CapCode = 0 | 560 | 561 | 562 | 563 | 564 | 567;

/** Stands for "no window of this level, only its gap" in a read. */
export const gapOnly = 255;

const levelCodes = [560, 561, 562, 563] as const;

/** The code of a level whose cap is reached. */
export function capCodeOf(level: CapLevel): 560 | 561 | 562 | 563 {
  return levelCodes[level];
}

/**
 * The first reason, from the ad up to its advertiser, each level's windows before its gap; 0 when one more impression is allowed.
 * Judges what was read, so that a replay judges as the decision did. A read that is missing is a state nobody knew: 567.
 */
export function capCode(levels: readonly LevelCaps[], reads: readonly CapRead[], now: Instant): CapCode {
  const never = levels.find((each) => each.caps.some((cap) => cap.limit === 0));
  if (never) return capCodeOf(never.level);
  for (const { level, caps, minGapSeconds } of levels) {
    const own = reads.filter((read) => read.level === level);
    if (own.length === 0) return 567;
    for (const [n, cap] of caps.entries()) {
      const read = own.find((each) => each.cap === n);
      if (!read) return 567;
      if (read.count >= cap.limit) return capCodeOf(level);
    }
    const last = own[0]?.last ?? 0;
    if (minGapSeconds > 0 && last > 0 && now - last < minGapSeconds * 1000) return 564;
  }
  return 0;
}
