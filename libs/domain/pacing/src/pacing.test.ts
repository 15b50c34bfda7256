import { micros } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinCaps } from './frequency-cap.ts';
import { leaseChunk } from './leases/lease-chunk.ts';
import { localDay, localDayEnd } from './local-day.ts';
import { reservedPrice } from './reserved-price.ts';

const hour = 3_600_000;
const amount = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(micros);

describe('a frequency cap', () => {
  it('of 0 is never, and none is unlimited', () => {
    expect(withinCaps([{ limit: 0, windowSeconds: 3600 }], [], 0)).toBe(false);
    expect(withinCaps([], [1, 2, 3, 4, 5], 6)).toBe(true);
  });

  it('of one an hour and three a day are independent', () => {
    const caps = [
      { limit: 1, windowSeconds: 3600 },
      { limit: 3, windowSeconds: 86_400 },
    ];
    expect(withinCaps(caps, [0], hour - 1)).toBe(false);
    expect(withinCaps(caps, [0], hour)).toBe(true);
    expect(withinCaps(caps, [0, hour, 2 * hour], 5 * hour)).toBe(false);
    expect(withinCaps(caps, [0, hour, 2 * hour], 24 * hour)).toBe(true);
  });

  it('is never passed in any sliding window, whatever the moments of asking', () => {
    const cap = fc.record({ limit: fc.nat(4), windowSeconds: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(cap, fc.array(fc.nat(30_000), { maxLength: 60 }), (one, gaps) => {
        const shown: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          if (withinCaps([one], shown, now)) shown.push(now);
        }
        for (const end of shown) {
          expect(shown.filter((at) => at > end - one.windowSeconds * 1000 && at <= end).length).toBeLessThanOrEqual(one.limit);
        }
      }),
    );
  });
});

describe('a lease', () => {
  it('is one percent while much is left, and never more than the rest', () => {
    const need = { capMicros: micros(1_000_000), leasedMicros: micros(0), workers: 2, maxPriceMicros: micros(500) };
    expect(leaseChunk(need)).toBe(10_000n);
    expect(leaseChunk({ ...need, leasedMicros: micros(999_000) })).toBe(500n);
    expect(leaseChunk({ ...need, leasedMicros: micros(999_900) })).toBe(100n);
    expect(leaseChunk({ ...need, leasedMicros: micros(1_000_000) })).toBe(0n);
  });

  it('never passes the cap and always makes progress', () => {
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 64 }), amount, (capMicros, leasedMicros, workers, maxPriceMicros) => {
        const chunk = leaseChunk({ capMicros, leasedMicros, workers, maxPriceMicros });
        if (leasedMicros < capMicros) expect(leasedMicros + chunk <= capMicros).toBe(true);
        else expect(chunk).toBe(0n);
        if (leasedMicros < capMicros && maxPriceMicros > 0n) expect(chunk > 0n).toBe(true);
      }),
    );
  });
});

describe('a budget day', () => {
  it('is a day of the advertiser’s zone, with 23 and 25 hours when clocks move', () => {
    const noonBefore = Date.UTC(2026, 2, 28, 12);
    expect(localDay(Date.UTC(2026, 10, 20, 23, 30), 'Europe/Berlin')).toBe('2026-11-21');
    const spring = localDayEnd(noonBefore, 'Europe/Berlin');
    expect(localDayEnd(spring, 'Europe/Berlin') - spring).toBe(23 * hour);
    const autumn = localDayEnd(Date.UTC(2026, 9, 24, 12), 'Europe/Berlin');
    expect(localDayEnd(autumn, 'Europe/Berlin') - autumn).toBe(25 * hour);
    expect(localDayEnd(Date.UTC(2026, 10, 20, 23, 59, 59, 999), 'UTC')).toBe(Date.UTC(2026, 10, 21));
  });
});

describe('a reservation', () => {
  it('is the price of an impression, and the expected price of a click, rounded up', () => {
    expect(reservedPrice(micros(900), 'impression', 1n)).toBe(900n);
    expect(reservedPrice(micros(250_000), 'click', 6_000_000n)).toBe(1500n);
    expect(reservedPrice(micros(1), 'click', 1n)).toBe(1n);
  });
});
