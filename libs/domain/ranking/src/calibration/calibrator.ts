import type { Predictions } from '../metrics/prediction.ts';
import { applyIsotonic, fitIsotonic, type Isotonic } from './isotonic.ts';
import { applyPlatt, fitPlatt, type Platt } from './platt.ts';

/** What turns scores into chances that come true. */
export type Calibrator =
  | { readonly kind: 'none' }
  | { readonly kind: 'isotonic'; readonly fitted: Isotonic; readonly least: number }
  | { readonly kind: 'platt'; readonly fitted: Platt };

/** Isotonic regression is trusted from so many positives on; below, two numbers are all that can be learnt. */
export const leastForIsotonic = 1000;

/**
 * Fits to scores of examples that the model had not learnt. `auto`: isotonic from 1,000 positives (and as many negatives) on, Platt from
 * one of each, else none.
 */
export function fitCalibrator(scores: Predictions, wish: 'auto' | Calibrator['kind'] = 'auto'): Calibrator {
  const positives = scores.labels.reduce((sum, label) => sum + label, 0);
  const rarer = Math.min(positives, scores.labels.length - positives);
  const kind = wish !== 'auto' ? wish : rarer >= leastForIsotonic ? 'isotonic' : rarer > 0 ? 'platt' : 'none';
  if (kind === 'isotonic') return { kind, fitted: fitIsotonic(scores), least: 1 / (scores.labels.length + 2) };
  if (kind === 'platt') return { kind, fitted: fitPlatt(scores) };
  return { kind };
}

/** The calibrated chance of a score. */
export function calibrate(calibrator: Calibrator, score: number): number {
  switch (calibrator.kind) {
    case 'none':
      return score;
    case 'isotonic':
      // A block without a positive is no proof that there never will be one.
      return Math.min(Math.max(applyIsotonic(calibrator.fitted, score), calibrator.least), 1 - calibrator.least);
    case 'platt':
      return applyPlatt(calibrator.fitted, score);
  }
}
