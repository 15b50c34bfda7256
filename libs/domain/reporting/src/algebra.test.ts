import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideHalfUp, totalFields, valueOf } from './algebra.ts';
import { metricOf } from './metrics/registry.ts';

const row = fc.record({
  impressions: fc.bigInt(0n, 1_000_000n),
  clicks: fc.bigInt(0n, 1_000n),
  reach: fc.bigInt(0n, 5_000n),
  spendMicros: fc.bigInt(0n, 10n ** 17n),
});

describe('the algebra of metrics', () => {
  it('sums money exactly, also beyond what a double holds', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const total = totalFields([metricOf('spend')], rows, {});
        expect(valueOf(metricOf('spend'), total)).toBe(rows.reduce((sum, each) => sum + each.spendMicros, 0n));
      }),
    );
    const big = [{ spendMicros: 9_007_199_254_740_993n }, { spendMicros: 1n }];
    expect(totalFields([metricOf('spend')], big, {})['spendMicros']).toBe(9_007_199_254_740_994n);
  });

  it('totals a ratio as sum over sum, wherever the rows are cut', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), fc.nat(), (rows, cut) => {
        const ctr = metricOf('ctr');
        const at = cut % rows.length;
        const halves = [rows.slice(0, at), rows.slice(at)].map((part) => totalFields([ctr], part, {}));
        expect(valueOf(ctr, totalFields([ctr], halves, {}))).toBe(valueOf(ctr, totalFields([ctr], rows, {})));
      }),
    );
  });

  it('takes the total of reach from the store and never from rows', () => {
    fc.assert(
      fc.property(fc.array(row), fc.bigInt(0n, 5_000n), (rows, asked) => {
        const total = totalFields([metricOf('frequency')], rows, { reach: asked });
        expect(total['reach']).toBe(asked);
      }),
    );
    expect(totalFields([metricOf('reach')], [{ reach: 5n }], {})['reach']).toBeUndefined();
  });

  it('has no value where it would divide by zero or by something unknown', () => {
    expect(valueOf(metricOf('ctr'), { impressions: 0n, clicks: 0n })).toBeNull();
    expect(valueOf(metricOf('frequency'), { impressions: 3n })).toBeNull();
  });

  it('prices a thousand of many and the one of a few', () => {
    expect(valueOf(metricOf('cpm'), { spendMicros: 7_000_000n, impressions: 2_000n })).toBe(3_500_000n);
    expect(valueOf(metricOf('rpm'), { earningsMicros: 7_000_000n, views: 1_500n })).toBe(4_666_667n);
    expect(valueOf(metricOf('ctr'), { impressions: 3n, clicks: 1n })).toBe(0.333333333);
  });

  it('rounds halves away from zero', () => {
    expect([divideHalfUp(5n, 2n), divideHalfUp(-5n, 2n), divideHalfUp(4n, 3n)]).toEqual([3n, -3n, 1n]);
  });
});
