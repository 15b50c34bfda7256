import { assert } from '@flywheel/primitives';

/** A quantity per unit: a mean of `above`, or, with `below`, the ratio Σabove/Σbelow. All columns in the order of units. */
export type Measure = { readonly above: Float64Array; readonly below?: Float64Array | undefined };

/** What was measured on the units of one arm; `before`: the covariate, measured before the experiment began. */
export type Arm = { readonly outcome: Measure; readonly before?: Measure | undefined };

/** A measure as one number a unit around its value: its mean is the value, its variance over n that of the value. */
export type Linear = { readonly value: number; readonly units: Float64Array };

/**
 * Makes a ratio R = Σy/Σd the mean of R + (yᵢ − R·dᵢ)/d̄: the delta method (Deng, Knoblich & Lu 2018) as a sum over units. A plain mean is
 * left as it is. `ratio` and `meanBelow` are of the arm itself unless they are given, as for a covariate pooled over the arms.
 */
export function linearise({ above, below }: Measure, pooled?: { readonly ratio: number; readonly meanBelow: number }): Linear {
  const units = above.length;
  assert(units > 0 && (below === undefined || below.length === units), 'an arm has units, each with every column');
  if (!below) return { value: meanOf(above), units: above };
  const meanBelow = pooled?.meanBelow ?? meanOf(below);
  assert(meanBelow !== 0, 'the denominators of an arm do not add up to 0');
  const ratio = pooled?.ratio ?? meanOf(above) / meanBelow;
  const line = above.map((y, unit) => ratio + (y - ratio * (below[unit] as number)) / meanBelow);
  return { value: meanOf(line), units: line };
}

/** Both arms' covariate on one line, around the ratio of all units. */
export function lineariseTogether(measures: readonly Measure[]): Linear[] {
  const aboves = measures.reduce((sum, { above }) => sum + sumOf(above), 0);
  const belows = measures.reduce((sum, { below }) => sum + (below ? sumOf(below) : 0), 0);
  const units = measures.reduce((sum, { above }) => sum + above.length, 0);
  return measures.map((measure) => linearise(measure, measure.below ? { ratio: aboves / belows, meanBelow: belows / units } : undefined));
}

/** The arithmetic mean; NaN of nothing. */
export function meanOf(values: Float64Array): number {
  return sumOf(values) / values.length;
}

/** The sample covariance (n − 1) of two columns of at least two units. */
export function covariance(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let sum = 0;
  for (let unit = 0; unit < a.length; unit += 1) sum += ((a[unit] as number) - meanA) * ((b[unit] as number) - meanB);
  return sum / (a.length - 1);
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
