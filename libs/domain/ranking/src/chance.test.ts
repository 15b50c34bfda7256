import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bidPpb } from './bid-ppb.ts';
import { chancesOf } from './chance.ts';
import { smoothedRatePpb } from './smoothed-rate.ts';

const none = { impressions: 0n, viewables: 0n, clicks: 0n };
const count = fc.bigInt({ min: 0n, max: 10n ** 9n });

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

describe('the chances of an ad', () => {
  it('lie between its own rate and that of all ads', () => {
    const all = { impressions: 100_000n, viewables: 60_000n, clicks: 1000n };
    const { clickPpb } = chancesOf({ impressions: 300n, viewables: 200n, clicks: 9n }, all);
    expect(clickPpb > 10_000_000n && clickPpb < 30_000_000n).toBe(true);
    expect(chancesOf(none, none)).toEqual({ clickPpb: 6_000_000n, viewablePpb: 650_000_000n });
  });

  it('make bids of different units comparable', () => {
    const chances = { clickPpb: 6_000_000n, viewablePpb: 650_000_000n };
    expect([bidPpb('impression', chances), bidPpb('viewable', chances), bidPpb('click', chances)]).toEqual([
      1_000_000n,
      650_000n,
      6_000_000n,
    ]);
  });
});
