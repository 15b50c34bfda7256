import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignArm } from './assign-arm.ts';
import { sampleRatio } from './sample-ratio.ts';

describe('counts of units against the shares meant', () => {
  it.each([
    { units: [5000, 5000], shares: [0.5, 0.5], verdict: 'ok' },
    { units: [5000, 5270], shares: [0.5, 0.5], verdict: 'warn' }, // χ² 7.10, p .0077
    { units: [5000, 5400], shares: [1, 1], verdict: 'block' }, // χ² 15.4, p 8.8e-5
    { units: [900, 5000], shares: [0.1, 0.9], verdict: 'block' },
    { units: [3000, 3010, 2990], shares: [1, 1, 1], verdict: 'ok' },
  ])('$units for $shares: $verdict', ({ units, shares, verdict }) => {
    expect(sampleRatio(units, shares).verdict).toBe(verdict);
  });

  it('what the hash assigns keeps its shares, and is blocked by others', () => {
    const shares = [0.2, 0.3, 0.5];
    const counts = [0, 0, 0];
    for (let unit = 0; unit < 50_000; unit += 1)
      counts[assignArm('feed', `u${unit}`, shares)] = (counts[assignArm('feed', `u${unit}`, shares)] ?? 0) + 1;
    expect(sampleRatio(counts, shares).p).toBeGreaterThan(0.001);
    expect(sampleRatio(counts, [0.22, 0.28, 0.5]).verdict).toBe('block');
  });

  it('raising one share at the cost of the last moves only units of the last', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (experiment, unit) => {
        const [before, after] = [assignArm(experiment, unit, [0.1, 0.9]), assignArm(experiment, unit, [0.3, 0.7])];
        expect(after).toBe(before === 0 ? 0 : after);
      }),
    );
  });
});
