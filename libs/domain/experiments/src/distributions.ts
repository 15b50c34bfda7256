import { assert } from '@flywheel/primitives';

const tiny = 1e-300;
const closeEnough = 1e-16;
const mostTerms = 10_000;

/** ln Γ(x) for x > 0 by Lanczos' sum (g = 607/128, 15 terms; P. Godfrey 2001): about 15 digits. */
function logGamma(x: number): number {
  const sum = lanczos.reduce((total, term, k) => (k === 0 ? term : total + term / (x - 1 + k)), 0);
  const base = x - 1 + 607 / 128 + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}

const lanczos = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202, 3.399464998481189e-5,
  4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125, -0.00021026444172410488, 0.00021743961811521265,
  -0.0001643181065367639, 8.441822398385275e-5, -2.6190838401581408e-5, 3.6899182659531625e-6,
];

/** Q(a, x) = Γ(a, x)/Γ(a) for a > 0, x ≥ 0: by its series below a + 1, else by Lentz' continued fraction (Press et al., §6.2). */
function upperGamma(a: number, x: number): number {
  if (x === 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < mostTerms && term > sum * closeEnough; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < mostTerms; k += 1) {
    const step = -k * (k - a);
    b += 2;
    d = 1 / nonZero(step * d + b);
    c = nonZero(b + step / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < closeEnough) break;
  }
  return fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** The chance that a χ² variable of `degrees` > 0 degrees of freedom is at least `statistic` ≥ 0. */
export function chiSquareP(statistic: number, degrees: number): number {
  assert(statistic >= 0 && degrees > 0, 'χ² is not negative and has degrees of freedom');
  return upperGamma(degrees / 2, statistic / 2);
}

/** The chance that a standard normal variable is at least |z| from 0, on either side: relative error below 1e-12 up to |z| = 37. */
export function twoSidedP(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}

/** The z with P(Z ≤ z) = `chance` in (0, 1): Acklam's approximation (2003), then Halley's steps to double accuracy. */
export function normalQuantile(chance: number): number {
  assert(chance > 0 && chance < 1, 'a quantile is of a chance between 0 and 1');
  if (chance > 0.5) return -normalQuantile(1 - chance);
  let z = firstGuess(chance);
  for (let round = 0; round < 2; round += 1) {
    const error = (z <= 0 ? twoSidedP(z) / 2 : 1 - twoSidedP(z) / 2) - chance;
    const step = error * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z -= step / (1 + (z * step) / 2);
  }
  return z;
}

/** For chances up to one half; relative error below 1.2e-9. */
function firstGuess(chance: number): number {
  if (chance < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(chance));
    return polynomial(tailAbove, q) / (polynomial(tailBelow, q) * q + 1);
  }
  const q = chance - 0.5;
  return (polynomial(middleAbove, q * q) * q) / (polynomial(middleBelow, q * q) * q * q + 1);
}

function polynomial(terms: readonly number[], x: number): number {
  return terms.reduce((sum, term) => sum * x + term, 0);
}

const middleAbove = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239];
const middleBelow = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const tailAbove = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783,
];
const tailBelow = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
