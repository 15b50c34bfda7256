import { seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { compareSample } from './compare-sample.ts';
import type { WonPair, WonSlots } from './won-slots.ts';

const lost: WonSlots = { slots: 1, won: 0, events: 0n, spend: 0n };
const took = (micros: bigint): WonSlots => ({ slots: 1, won: 1, events: 1_000_000_000n, spend: micros * 1_000_000_000n });
const repeated = (count: number, pair: WonPair): WonPair[] => Array.from({ length: count }, () => pair);

describe('a sample compared', () => {
  it('sums exactly and brackets its own change, the same for the same seed', () => {
    const pairs = [...repeated(60, { before: took(1000n), after: took(1500n) }), ...repeated(40, { before: lost, after: took(2000n) })];
    const compared = compareSample(pairs, seededRandom('one'));
    expect(compared).toMatchObject({
      slots: 100,
      won: { before: 60, after: 100 },
      meanPriceMicros: { before: '1000', after: '1700' },
      spendMicros: { before: '60000', after: '170000' },
    });
    const { low, high } = compared.won.change ?? expect.fail('no interval');
    // Of 100 decisions 40 change: a standard deviation is √(100 · 0.4 · 0.6) ≈ 4.9, and 90 % lie within 1.645 of them, about 8.
    expect(low).toBeGreaterThanOrEqual(28);
    expect(low).toBeLessThanOrEqual(36);
    expect(high).toBeGreaterThanOrEqual(44);
    expect(high).toBeLessThanOrEqual(52);
    expect(compareSample(pairs, seededRandom('one'))).toEqual(compared);
  });

  it('says nothing about chance where there was nothing, and nothing about a price that was never paid', () => {
    const none = compareSample([], seededRandom('none'));
    expect(none).toMatchObject({ slots: 0, won: { change: null }, spendMicros: { before: '0', after: '0', change: null } });
    const never = compareSample(repeated(5, { before: lost, after: lost }), seededRandom('never'));
    expect(never.meanPriceMicros).toEqual({ before: null, after: null, change: null });
    expect(never.won.change).toEqual({ low: 0, high: 0 });
  });

  it('is wide where one decision is all the change', () => {
    const pairs = [...repeated(9, { before: lost, after: lost }), { before: lost, after: took(900n) }];
    expect(compareSample(pairs, seededRandom('few')).spendMicros.change?.low).toBe('0');
  });
});
