import { describe, expect, it } from 'vitest';
import { drawnLogit, mostDrawn, mostSigmas, sigmaOf, sigmaOfCounts, sigmaOfHead } from './thompson.ts';

const click = 1;
const many = 100_000;

describe('a drawn logit', () => {
  const draws = Array.from({ length: many }, (_, ad) => drawnLogit(-5_000_000, 1_000_000, 12_345, ad + 1) + 5_000_000);

  it('is spread as the normal distribution cut off at ±3σ', () => {
    const mean = draws.reduce((sum, each) => sum + each, 0) / many;
    const variance = draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / many;
    // Var of N(0,1) within ±3: 1 − 6·φ(3)/(2·Φ(3) − 1) = 0.97334.
    expect(Math.abs(mean)).toBeLessThan(0.012e6);
    expect(Math.abs(variance / 1e12 - 0.97334)).toBeLessThan(0.016);
    for (const [z, share] of [
      [1, 0.68454],
      [2, 0.95708],
    ] as const) {
      const within = draws.filter((each) => Math.abs(each) <= z * 1e6).length / many;
      expect(Math.abs(within - share), `within ${z}σ`).toBeLessThan(0.006);
    }
    expect(draws.every((each) => Math.abs(each) <= 3e6)).toBe(true);
  });

  it('is a function of salt and ad alone, the same on every engine', () => {
    const hash = draws.slice(0, 1000).reduce((sum, each) => (Math.imul(sum, 31) + each) | 0, 0);
    expect(hash).toBe(2_125_577_206);
    expect(drawnLogit(7, 0, 1, 2)).toBe(7);
    expect(drawnLogit(7, 500_000, 1, 2)).not.toBe(drawnLogit(7, 500_000, 2, 2));
    expect(drawnLogit(7, 500_000, 1, 2)).not.toBe(drawnLogit(7, 500_000, 1, 3));
  });
});

describe('how unsure an ad is', () => {
  it('is the prior’s where nothing is known, and never more', () => {
    // The click’s prior: 1/√(300 · 0.006 · 0.994) = 0.7476, in steps of 0.02 upwards.
    expect(mostSigmas[click]).toBe(760_000);
    expect(mostDrawn[click]).toBe(2_280_000);
    expect(sigmaOf(undefined, click)).toBe(760_000);
    expect(sigmaOf([1, 2, 3, 4, 5], click)).toBe(760_000);
    expect(sigmaOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], click)).toBe(7);
    expect(sigmaOfCounts(click, 0n, -9_000_000)).toBe(760_000);
    expect(sigmaOfHead(click, 4)).toBe(760_000);
  });

  it('falls as the ad is shown: after n impressions σ² is 1/((300 + n)·p·(1 − p))', () => {
    // p = 1 %: logit −4.59512.
    expect(sigmaOfCounts(click, 9700n, -4_595_120)).toBe(Math.ceil(1e6 / Math.sqrt(99) / 20_000) * 20_000);
    const shown = [0n, 1000n, 10_000n, 100_000n].map((impressions) => sigmaOfCounts(click, impressions, -4_595_120));
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    expect(new Set(shown).size).toBe(4);
  });
});
