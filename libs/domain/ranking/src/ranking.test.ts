import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorbDelta, applyDelta, fitModel, modelDelta, untoldModel, type EventCounts } from './fit-model.ts';
import { bidPpb, microLogitOf, mostMicroLogit, ppbOf } from './ppb-of.ts';
import { shiftFactor } from './shift-factor.ts';
import { smoothedRatePpb } from './smoothed-rate.ts';
import { stableExp } from './stable-exp.ts';

const count = fc.bigInt({ min: 0n, max: 10n ** 9n });
const logit = fc.integer({ min: -mostMicroLogit, max: mostMicroLogit });

describe('a smoothed rate', () => {
  it('is the prior without counts and nears the counts with many', () => {
    const prior = { ratePpb: 6_000_000n, strength: 300n };
    expect(smoothedRatePpb({ successes: 0n, trials: 0n }, prior)).toBe(6_000_000n);
    expect(smoothedRatePpb({ successes: 20_000n, trials: 1_000_000n }, prior)).toBe(19_995_801n);
  });

  it('stays a rate and grows with successes', () => {
    fc.assert(
      fc.property(count, count, (successes, trials) => {
        const rate = smoothedRatePpb({ successes, trials }, { ratePpb: 5n, strength: 10n });
        expect(rate >= 0n && rate <= 1_000_000_000n).toBe(true);
        expect(smoothedRatePpb({ successes: successes + 1n, trials }, { ratePpb: 5n, strength: 10n }) >= rate).toBe(true);
      }),
    );
  });
});

describe('e^x', () => {
  it('is right to 14 digits, the same for every engine', () => {
    for (let x = -16; x <= 16; x += 0.001) expect(Math.abs(stableExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
    expect(stableExp(0)).toBe(1);
  });
});

describe('a chance', () => {
  it('grows with its logit and comes back from it', () => {
    fc.assert(
      fc.property(logit, logit, (a, b) => {
        expect(ppbOf(Math.max(a, b)) >= ppbOf(Math.min(a, b))).toBe(true);
      }),
    );
    for (const ppb of [1000, 6_000_000, 650_000_000]) expect(Math.abs(ppbOf(microLogitOf(ppb)) / ppb - 1)).toBeLessThan(1e-3);
  });

  it('makes bids of different units comparable', () => {
    expect([bidPpb('impression', 7), bidPpb('viewable', 650_000_999), bidPpb('click', 6_000_000)]).toEqual([1_000_000, 650_000, 6_000_000]);
  });

  it('is never moved by a shift beyond its factor', () => {
    const shift = fc.integer({ min: -4_000_000, max: 4_000_000 });
    fc.assert(
      fc.property(logit, logit, logit, shift, (a, b, c, s) => {
        const [lowest, middle, highest] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        for (const each of [lowest, middle, highest]) {
          expect(ppbOf(each + s)).toBeLessThanOrEqual(ppbOf(each) * shiftFactor(s, lowest, highest));
        }
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('the model', () => {
  const some = { impressions: 100_000n, events: [60_000n, 1000n, 0n, 0n, 0n], hides: 0n };
  const fit = (ads: Array<[number, EventCounts]>): ReturnType<typeof fitModel> =>
    fitModel({ all: some, ads: new Map(ads), placements: new Map([['feed', some]]), devices: new Map() });

  it('starts from what is assumed', () => {
    const { intercepts, ads } = untoldModel();
    const chances = intercepts.map((each) => ppbOf(each) / 1e9);
    [0.65, 0.006, 0.3, 0.02, 0.002].forEach((rate, event) => expect(chances[event]).toBeCloseTo(rate, 2));
    expect(ads.size).toBe(0);
  });

  it('places an ad between its own rate and that of all', () => {
    const { intercepts, ads } = fit([[7, { impressions: 300n, events: [200n, 9n, 0n, 0n, 0n], hides: 0n }]]);
    const ppb = ppbOf((intercepts[1] ?? 0) + (ads.get(7)?.[1] ?? 0));
    expect(ppb > 10_000_000 && ppb < 30_000_000).toBe(true);
  });

  it('is its last whole version and every change since', () => {
    const first = fit([
      [1, some],
      [2, some],
    ]);
    const second = fit([[2, { impressions: 900n, events: [100n, 90n, 0n, 0n, 0n], hides: 0n }]]);
    const delta = modelDelta(first, second) ?? expect.fail('no delta');
    const again = applyDelta(first, delta);
    for (const ad of [1, 2, 3]) expect(again.ads.get(ad) ?? [0, 0, 0, 0, 0]).toEqual(second.ads.get(ad) ?? [0, 0, 0, 0, 0]);
    expect(modelDelta(first, first)).toBeUndefined();
    expect(absorbDelta(first, delta)).toEqual(again);
  });
});
