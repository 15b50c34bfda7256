import { assert } from '@flywheel/primitives';

/**
 * The chance in the whole stream from one learnt where only a part `kept` of the negatives was: p / (p + (1 − p)/w) with w = kept
 * (He et al. 2014, "Practical Lessons from Predicting Clicks on Ads"). Refuses a part outside (0, 1].
 */
export function correctForSampling(chance: number, kept: number): number {
  assert(kept > 0 && kept <= 1, 'a part of the negatives is kept: above 0, at most all');
  return chance / (chance + (1 - chance) / kept);
}
