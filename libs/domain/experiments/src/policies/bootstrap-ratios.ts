import type { Random } from '@flywheel/primitives';
import type { Interval } from '../arms/compare-arms.ts';

/** Two columns in the order of rows; the figure is Σabove/Σbelow. */
export type RatioOfSums = { readonly above: Float64Array; readonly below: Float64Array };

/** The value of a ratio of sums; NaN where nothing is below. */
export function ratioOf({ above, below }: RatioOfSums): number {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  return sum(above) / sum(below);
}

/**
 * 95 % intervals of ratios of sums over the same rows by the studentised bootstrap (Efron 1982; Hall 1988), which follows the skewness of
 * rare rewards under large weights: as many rows as there are drawn with replacement `draws` times, the same draws for every ratio.
 */
export function bootstrapRatios(ratios: readonly RatioOfSums[], options: { readonly draws: number; readonly random: Random }): Interval[] {
  const { draws, random } = options;
  const rows = ratios[0]?.above.length ?? 0;
  const times = new Float64Array(rows);
  const own = ratios.map((ratio) => standing(ratio, new Float64Array(rows).fill(1)));
  const found = ratios.map((): number[] => []);
  for (let draw = 0; draw < draws; draw += 1) {
    times.fill(0);
    for (let n = 0; n < rows; n += 1) {
      const row = Math.floor(random.next() * rows);
      times[row] = (times[row] as number) + 1;
    }
    ratios.forEach((ratio, which) => {
      const { value, error } = standing(ratio, times);
      if (error > 0) found[which]?.push((value - (own[which]?.value ?? 0)) / error);
    });
  }
  return own.map(({ value, error }, which) => {
    const errors = (found[which] ?? []).sort((a, b) => a - b);
    const at = (share: number): number => errors[Math.min(errors.length - 1, Math.max(0, Math.round(share * errors.length - 0.5)))] ?? 0;
    return [value - at(0.975) * error, value - at(0.025) * error];
  });
}

/** The ratio over rows that come so many times, and its standard error to first order. */
function standing({ above, below }: RatioOfSums, times: Float64Array): { value: number; error: number } {
  let [up, down, ups, both, downs] = [0, 0, 0, 0, 0];
  for (let row = 0; row < above.length; row += 1) {
    const count = times[row] as number;
    if (count === 0) continue;
    const [a, b] = [above[row] as number, below[row] as number];
    up += count * a;
    down += count * b;
    ups += count * a * a;
    both += count * a * b;
    downs += count * b * b;
  }
  if (down === 0) return { value: 0, error: 0 };
  const value = up / down;
  return { value, error: Math.sqrt(Math.max(0, ups - 2 * value * both + value * value * downs)) / Math.abs(down) };
}
