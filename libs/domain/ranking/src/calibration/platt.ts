import { chanceOf } from '../heads/ftrl.ts';
import type { Predictions } from '../metrics/prediction.ts';

/** logit(calibrated) = intercept + slope · logit(score). */
export type Platt = { readonly intercept: number; readonly slope: number };

const mostRounds = 100;

/** The log-odds of a chance, held 10⁻⁹ away from 0 and 1. */
export function logitOf(chance: number): number {
  const held = Math.min(Math.max(chance, 1e-9), 1 - 1e-9);
  return Math.log(held / (1 - held));
}

/**
 * Two numbers by Newton's method on the log-loss (Platt 1999), with his targets (n₊+1)/(n₊+2) and 1/(n₋+2) instead of 1 and 0, so that few
 * positives do not promise certainty. Steps are halved until the loss falls.
 */
export function fitPlatt({ chances, labels }: Predictions): Platt {
  const scores = Float64Array.from(chances, logitOf);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const targets = Float64Array.from(labels, (label) => (label ? (positives + 1) / (positives + 2) : 1 / (labels.length - positives + 2)));
  let fitted: Platt = { intercept: 0, slope: 1 };
  let loss = lossUnder(fitted, scores, targets);
  for (let round = 0; round < mostRounds; round += 1) {
    const step = newtonStep(fitted, scores, targets);
    let part = 1;
    let next = fitted;
    let nextLoss = loss;
    for (; part > 1e-6; part /= 2) {
      next = { intercept: fitted.intercept - part * step.intercept, slope: fitted.slope - part * step.slope };
      nextLoss = lossUnder(next, scores, targets);
      if (nextLoss < loss) break;
    }
    if (!(nextLoss < loss - 1e-12 * Math.abs(loss))) break;
    fitted = next;
    loss = nextLoss;
  }
  return fitted;
}

/** The calibrated chance of a score. */
export function applyPlatt({ intercept, slope }: Platt, score: number): number {
  return chanceOf(intercept + slope * logitOf(score));
}

function lossUnder({ intercept, slope }: Platt, scores: Float64Array, targets: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < scores.length; row += 1) {
    const logit = intercept + slope * (scores[row] as number);
    // ln(1 + e^logit) without overflow.
    sum += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - (targets[row] as number) * logit;
  }
  return sum;
}

function newtonStep({ intercept, slope }: Platt, scores: Float64Array, targets: Float64Array): Platt {
  let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row] as number;
    const chance = chanceOf(intercept + slope * score);
    const error = chance - (targets[row] as number);
    const curve = chance * (1 - chance);
    g0 += error;
    g1 += error * score;
    h00 += curve;
    h01 += curve * score;
    h11 += curve * score * score;
  }
  const determinant = h00 * h11 - h01 * h01;
  return { intercept: (h11 * g0 - h01 * g1) / determinant, slope: (h00 * g1 - h01 * g0) / determinant };
}
