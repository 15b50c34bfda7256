import { assert } from '@flywheel/primitives';
import { sequentialErrors } from '../confidence-sequence.ts';
import { normalQuantile, twoSidedP } from '../distributions.ts';
import { covariance, linearise, lineariseTogether, meanOf, type Arm, type Linear } from './arm.ts';

/** Both ends of an interval. */
export type Interval = readonly [low: number, high: number];

/** The treatment against the control. `fixed` holds for one look alone, `sequential` for any number of looks. */
export type Comparison = {
  readonly control: number;
  readonly treatment: number;
  readonly difference: number;
  /** Of the control's value; null where that is 0. */
  readonly relative: number | null;
  readonly standardError: number;
  /** 0 where nothing varies. */
  readonly z: number;
  readonly p: number;
  readonly fixed: Interval;
  readonly sequential: Interval;
};

/** How much of the variance a covariate left, or why it was not used. */
export type Adjusted =
  | {
      readonly outcome: 'adjusted';
      readonly comparison: Comparison;
      readonly theta: number;
      readonly varianceLeft: number;
      readonly imbalanceP: number;
    }
  | { readonly outcome: 'not-adjusted'; readonly reason: 'covariate-is-constant' | 'covariate-is-unbalanced' };

const usualAlpha = 0.05;
/** A covariate measured before assignment differs so between arms once in a thousand experiments. */
const unbalancedBelow = 0.001;

/**
 * Compares two arms of at least two units each: Welch's standard error (unequal variances; the delta method where the outcome is a ratio),
 * the normal distribution for z and p, so not for fewer than some 150 units an arm.
 */
export function compareArms(control: Arm, treatment: Arm, alpha = usualAlpha): Comparison {
  return compareLines(linearise(control.outcome), linearise(treatment.outcome), alpha);
}

/**
 * The same after taking away what the covariate already told (CUPED, Deng et al. 2013): θ = cov/var within arms; ratios on both sides are
 * taken by the delta method. Refuses a covariate that does not vary, or that differs between the arms (p < .001): then it was not measured
 * before the assignment, and adjusting by it would bias the difference.
 */
export function compareAdjusted(control: Arm, treatment: Arm, alpha = usualAlpha): Adjusted {
  assert(control.before && treatment.before, 'both arms have a covariate');
  const outcomes = [linearise(control.outcome), linearise(treatment.outcome)] as const;
  const [x, y] = lineariseTogether([control.before, treatment.before]);
  assert(x && y, 'two arms have two covariates');
  const varies = weighted(x, y, (line) => covariance(line.units, line.units));
  if (!(varies > 0)) return { outcome: 'not-adjusted', reason: 'covariate-is-constant' };
  const imbalanceP = compareLines(x, y, alpha).p;
  if (imbalanceP < unbalancedBelow) return { outcome: 'not-adjusted', reason: 'covariate-is-unbalanced' };
  const together =
    (outcomes[0].units.length - 1) * covariance(outcomes[0].units, x.units) +
    (outcomes[1].units.length - 1) * covariance(outcomes[1].units, y.units);
  const theta = together / (x.units.length + y.units.length - 2) / varies;
  const center = (x.value * x.units.length + y.value * y.units.length) / (x.units.length + y.units.length);
  const comparison = compareLines(adjust(outcomes[0], x, theta, center), adjust(outcomes[1], y, theta, center), alpha);
  const before = compareLines(...outcomes, alpha).standardError ** 2;
  return { outcome: 'adjusted', comparison, theta, varianceLeft: before === 0 ? 1 : comparison.standardError ** 2 / before, imbalanceP };
}

function adjust(outcome: Linear, covariate: Linear, theta: number, center: number): Linear {
  const units = outcome.units.map((value, unit) => value - theta * ((covariate.units[unit] as number) - center));
  return { value: meanOf(units), units };
}

function weighted(a: Linear, b: Linear, of: (line: Linear) => number): number {
  const [n, m] = [a.units.length - 1, b.units.length - 1];
  return (n * of(a) + m * of(b)) / (n + m);
}

function compareLines(control: Linear, treatment: Linear, alpha: number): Comparison {
  const units = control.units.length + treatment.units.length;
  assert(control.units.length >= 2 && treatment.units.length >= 2, 'an arm has two units at least');
  const standardError = Math.sqrt([control, treatment].reduce((sum, { units: own }) => sum + covariance(own, own) / own.length, 0));
  const difference = treatment.value - control.value;
  const z = standardError === 0 ? 0 : difference / standardError;
  const around = (errors: number): Interval => [difference - errors * standardError, difference + errors * standardError];
  return {
    control: control.value,
    treatment: treatment.value,
    difference,
    relative: control.value === 0 ? null : difference / control.value,
    standardError,
    z,
    p: standardError === 0 ? 1 : twoSidedP(z),
    fixed: around(normalQuantile(1 - alpha / 2)),
    sequential: around(sequentialErrors(units, alpha)),
  };
}
