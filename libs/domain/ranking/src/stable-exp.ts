const ln2High = 6.931471803691238e-1;
const ln2Low = 1.9082149292705877e-10;
const inverseLn2 = 1.4426950408889634;
const furthest = 40;
// 1/n!, each made by one division from the one before: the same doubles everywhere.
const terms = Float64Array.from({ length: 14 });
terms[0] = 1;
for (let n = 1; n < terms.length; n += 1) terms[n] = (terms[n - 1] as number) / n;

/**
 * e^x for |x| ≤ 40 (further out it is held there) from additions, multiplications and divisions alone, which IEEE 754 fixes to the last
 * bit: unlike Math.exp it is the same on every engine and in every replay. x = k·ln 2 + r with |r| ≤ ln 2 / 2, then the Taylor series of
 * e^r; the error is under 10⁻¹⁵ of the value.
 */
export function stableExp(x: number): number {
  const held = x > furthest ? furthest : x < -furthest ? -furthest : x;
  const k = Math.round(held * inverseLn2);
  const r = held - k * ln2High - k * ln2Low;
  let sum = 0;
  for (let n = terms.length - 1; n >= 0; n -= 1) sum = sum * r + (terms[n] as number);
  return sum * 2 ** k;
}
