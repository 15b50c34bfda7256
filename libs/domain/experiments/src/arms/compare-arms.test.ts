import { seededRandom, type Random } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequentialErrors } from '../confidence-sequence.ts';
import type { Arm, Measure } from './arm.ts';
import { compareAdjusted, compareArms } from './compare-arms.ts';

/** A standard normal draw (Box & Muller 1958). */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
const draw = (units: number, of: (unit: number) => number): Float64Array => Float64Array.from({ length: units }, (_, unit) => of(unit));
const mean = (above: Float64Array, before?: Measure): Arm => ({ outcome: { above }, before });
const clicks = (units: number, clicked: number): Arm => mean(draw(units, (unit) => (unit < clicked ? 1 : 0)));

describe('two arms', () => {
  it('46 and 69 clicks of 10,000: z 2.151, p .0315', () => {
    const { z, p, relative } = compareArms(clicks(10_000, 46), clicks(10_000, 69));
    expect(z).toBeCloseTo(2.151, 3);
    expect(p).toBeCloseTo(0.0315, 4);
    expect(relative).toBeCloseTo(0.5, 12);
  });

  it('swapped are the same with the other sign, and moving all units moves nothing', () => {
    const column = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(column, column, fc.integer({ min: -1000, max: 1000 }), (a, b, by) => {
        const [x, y] = [mean(Float64Array.from(a)), mean(Float64Array.from(b))];
        const [there, back] = [compareArms(x, y), compareArms(y, x)];
        expect(back.difference).toBeCloseTo(-there.difference, 10);
        expect(back.p).toBeCloseTo(there.p, 10);
        const moved = compareArms(mean(Float64Array.from(a, (v) => v + by)), mean(Float64Array.from(b, (v) => v + by)));
        expect(moved.standardError).toBeCloseTo(there.standardError, 8);
        expect(there.sequential[0]).toBeLessThanOrEqual(there.fixed[0]);
        expect(there.sequential[1]).toBeGreaterThanOrEqual(there.fixed[1]);
      }),
    );
  });

  it('a ratio whose denominators are all 1 is the mean', () => {
    const random = seededRandom('ones');
    const [a, b] = [draw(50, () => normal(random)), draw(70, () => normal(random))];
    const over = (above: Float64Array): Arm => ({ outcome: { above, below: above.map(() => 1) } });
    const [ratio, plain] = [compareArms(over(a), over(b)), compareArms(mean(a), mean(b))];
    expect(ratio.difference).toBeCloseTo(plain.difference, 12);
    expect(ratio.standardError).toBeCloseTo(plain.standardError, 12);
  });

  it('the error of a ratio is what repeating the experiment shows', () => {
    const random = seededRandom('ratios');
    const arm = (): Arm => {
      const views = draw(400, () => 1 + Math.floor(random.next() * 20));
      const above = views.map((count) => count * (0.1 + 0.05 * normal(random)));
      return { outcome: { above, below: views } };
    };
    const runs = Array.from({ length: 1500 }, () => compareArms(arm(), arm()));
    const spread = Math.sqrt(runs.reduce((sum, { difference }) => sum + difference ** 2, 0) / runs.length);
    const told = runs.reduce((sum, { standardError }) => sum + standardError, 0) / runs.length;
    expect(told / spread).toBeGreaterThan(0.95);
    expect(told / spread).toBeLessThan(1.05);
  });
});

describe('a covariate', () => {
  const pair = (random: Random, units: number, rho: number): Arm => {
    const before = draw(units, () => normal(random));
    return mean(
      before.map((x) => rho * x + Math.sqrt(1 - rho * rho) * normal(random)),
      { above: before },
    );
  };

  it.each([0, 0.3, 0.6, 0.9])('of correlation %f leaves 1 − ρ² of the variance', (rho) => {
    const random = seededRandom(`cuped/${rho}`);
    const adjusted = compareAdjusted(pair(random, 20_000, rho), pair(random, 20_000, rho));
    expect(adjusted.outcome).toBe('adjusted');
    if (adjusted.outcome === 'adjusted') expect(Math.abs(adjusted.varianceLeft - (1 - rho * rho))).toBeLessThan(0.02);
  });

  it('of a ratio is taken by the delta method on both sides, and the truth stays inside', () => {
    const random = seededRandom('ratio cuped');
    const arm = (lift: number): Arm => {
      const taste = draw(500, () => 0.2 + 0.05 * normal(random));
      const [past, now] = [taste.map(() => 10 + Math.floor(random.next() * 20)), taste.map(() => 10 + Math.floor(random.next() * 20))];
      const noisy = (views: Float64Array, more: number): Float64Array =>
        views.map((n, unit) => n * ((taste[unit] as number) + more + 0.02 * normal(random)));
      return { outcome: { above: noisy(now, lift), below: now }, before: { above: noisy(past, 0), below: past } };
    };
    let [covered, left] = [0, 0];
    for (let run = 0; run < 400; run += 1) {
      const adjusted = compareAdjusted(arm(0), arm(0.01));
      if (adjusted.outcome !== 'adjusted') continue;
      const [low, high] = adjusted.comparison.fixed;
      covered += low <= 0.01 && 0.01 <= high ? 1 : 0;
      left += adjusted.varianceLeft;
    }
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(left / 400).toBeLessThan(0.4);
  });

  it('that does not vary, or that the treatment moved, is not used', () => {
    const random = seededRandom('unhealthy');
    const flat = mean(
      draw(300, () => normal(random)),
      { above: new Float64Array(300).fill(3) },
    );
    expect(compareAdjusted(flat, flat)).toEqual({ outcome: 'not-adjusted', reason: 'covariate-is-constant' });
    const moved = mean(
      draw(300, () => normal(random)),
      { above: draw(300, () => 1 + normal(random)) },
    );
    const still = mean(
      draw(300, () => normal(random)),
      { above: draw(300, () => normal(random)) },
    );
    expect(compareAdjusted(still, moved)).toEqual({ outcome: 'not-adjusted', reason: 'covariate-is-unbalanced' });
  });
});

describe('looking often', () => {
  it('the sequence costs 1.97, 1.55, 1.58 and 1.70 times the fixed width', () => {
    const cost = (units: number): number => sequentialErrors(units, 0.05) / 1.959963984540054;
    expect([500, 5_000, 14_000, 100_000].map((units) => cost(units).toFixed(2))).toEqual(['1.97', '1.55', '1.58', '1.70']);
  });

  it('28 times at nothing raises a false alarm in at most 5 % by the sequence, in over 20 % by the fixed interval', () => {
    const random = seededRandom('A/A');
    const [experiments, looks, perLook] = [1000, 28, 250];
    const alarms = { fixed: 0, sequential: 0 };
    for (let run = 0; run < experiments; run += 1) {
      const arms = [
        draw(looks * perLook, () => (random.next() < 0.1 ? 1 : 0)),
        draw(looks * perLook, () => (random.next() < 0.1 ? 1 : 0)),
      ] as const;
      const seen = { fixed: false, sequential: false };
      for (let look = 1; look <= looks; look += 1) {
        const [control, treatment] = arms.map((all) => mean(all.subarray(0, look * perLook)));
        if (!control || !treatment) continue;
        const { fixed, sequential } = compareArms(control, treatment);
        seen.fixed ||= fixed[0] > 0 || fixed[1] < 0;
        seen.sequential ||= sequential[0] > 0 || sequential[1] < 0;
      }
      alarms.fixed += seen.fixed ? 1 : 0;
      alarms.sequential += seen.sequential ? 1 : 0;
    }
    expect(alarms.sequential / experiments, JSON.stringify(alarms)).toBeLessThanOrEqual(0.05);
    expect(alarms.fixed / experiments).toBeGreaterThan(0.2);
  }, 60_000);
});
