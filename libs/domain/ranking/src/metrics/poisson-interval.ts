import { assert } from '@flywheel/primitives';

/** From `low` to `high`; `high` is null where there is no upper end. */
export type Interval = { readonly low: number; readonly high: number | null };

/** Central exact interval (Garwood 1936) of the mean of a Poisson count that came out as `count`. */
export function poissonInterval(count: number, confidence: number): { low: number; high: number } {
  assert(Number.isInteger(count) && count >= 0 && confidence > 0 && confidence < 1, 'a count is whole, a confidence within 0 and 1');
  const tail = (1 - confidence) / 2;
  return { low: count === 0 ? 0 : meanWithTail(count, tail), high: meanWithTail(count + 1, 1 - tail) };
}

/** Σ predicted over the interval of what happened: the ratios that fit the count. Predictions are calibrated in sum when it holds 1. */
export function poissonRatioInterval(predicted: number, count: number, confidence: number): Interval {
  const { low, high } = poissonInterval(count, confidence);
  return { low: predicted / high, high: low > 0 ? predicted / low : null };
}

/** The mean m with P(Poisson(m) ≥ count) = tail. That chance is the regularised gamma function P(count, m), which rises with m. */
function meanWithTail(count: number, tail: number): number {
  let [low, high] = [0, count + 20 + 20 * Math.sqrt(count)];
  for (let round = 0; round < 100; round += 1) {
    const middle = (low + high) / 2;
    if (gammaP(count, middle) < tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Regularised lower incomplete gamma P(a, x): its series below a + 1, a continued fraction (Lentz) above. */
function gammaP(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  const mostTerms = 100 + Math.ceil(20 * Math.sqrt(a));
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let n = 1; n < mostTerms && term > sum * 1e-15; n += 1) {
      term *= x / (a + n);
      sum += term;
    }
    return front * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < mostTerms; n += 1) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return 1 - front * value;
}

/** ln Γ(x) for x ≥ 1 by Stirling's series after shifting x above 10; right to 13 digits. */
function logGamma(x: number): number {
  let [shifted, product] = [x, 1];
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
