import type { Micros } from '@flywheel/primitives';
import type { PlacedAgain } from './placed-again.ts';

/** How one ad fares in one placement of a decision made once more; packed reason. */
export type OutcomeOfAd = { code: number; minToWinMicros: Micros | undefined };

/** The ad's outcome in each placement; undefined where it was in no snapshot or does not match. */
export function outcomesOfAd(again: readonly PlacedAgain[], ad: number): Array<OutcomeOfAd | undefined> {
  return again.map(({ ads, finalists }) => {
    const refound = ads.get(ad);
    return refound && { code: refound.code, minToWinMicros: finalists.find((each) => each.ad === ad)?.minToWinMicros };
  });
}
