import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCompact, formatCount } from './count.ts';
import { formatDay, formatDayShort, formatMoment, formatMonth } from './dates.ts';
import { countDelta, rateDelta } from './delta.ts';
import { formatDuration } from './duration.ts';
import { axisAmount, formatMoney } from './money.ts';
import { formatBasisPoints, formatRate } from './rate.ts';
import { shownAmounts } from './shown-amounts.ts';

describe('counts', () => {
  it('are compact from ten thousand on, and a billion is a billion', () => {
    expect(formatCompact(9_999)).toBe('9,999');
    expect(formatCompact(10_000)).toBe('10K');
    expect(formatCompact(1_500_000_000)).toBe('1.5B');
    expect(formatCompact(-12_345)).toBe('−12.3K');
  });
  it('are in full elsewhere, however large', () => {
    expect(formatCount(9_007_199_254_740_993n)).toBe('9,007,199,254,740,993');
  });
});

describe('money', () => {
  it('is exact beyond what a double holds', () => {
    expect(formatMoney('9223372036854774999', 'USD')).toBe('$9,223,372,036,854.77');
  });
  it('rounds to cents in full, shows six decimals as a price and three digits as a short one', () => {
    expect(formatMoney('1234567890', 'USD')).toBe('$1,234.57');
    expect(formatMoney('3500', 'USD', 'price')).toBe('$0.0035');
    expect(formatMoney('1', 'USD', 'price')).toBe('$0.000001');
    const short = ['1260067', '139499', '3512', '1', '500000', '-999600'].map((each) => formatMoney(each, 'USD', 'short-price'));
    expect(short).toEqual(['$1.26', '$0.139', '$0.00351', '$0.000001', '$0.50', '−$1.00']);
    expect(formatMoney('-12340000', 'USD')).toBe('−$12.34');
  });
  it('is compact from ten thousand on', () => {
    expect(formatMoney('12345000000', 'USD', 'compact')).toBe('$12.3K');
    expect(formatMoney('999000000', 'USD', 'compact')).toBe('$999.00');
  });
  it('has the decimals of its currency', () => {
    expect(formatMoney('1500000000', 'JPY')).toBe('¥1,500');
    expect(formatMoney('1500000', 'KWD')).toContain('1.500');
  });
  it('is refused when it is not whole micros', () => {
    for (const wrong of ['1.5', '', 'abc', '01', '1e3']) expect(() => formatMoney(wrong, 'USD')).toThrow(RangeError);
  });
  it('stands on an axis in whole units', () => {
    expect(axisAmount('2500000')).toBe(2.5);
  });
});

describe('the amounts of a column', () => {
  it('add up to the rounded total and stay within a cent of themselves', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -10_000_000n, max: 10_000_000_000n }), { maxLength: 30 }), (rows) => {
        const total = rows.reduce((left, right) => left + right, 0n);
        const shown = shownAmounts(rows.map(String), String(total)).map(BigInt);
        const sum = shown.reduce((left, right) => left + right, 0n);
        expect(sum % 10_000n).toBe(0n);
        const off = sum - total;
        expect(off <= 5_000n && off >= -5_000n).toBe(true);
        shown.forEach((each, at) => {
          const away = each - (rows[at] ?? 0n);
          expect(away <= 10_000n && away >= -10_000n).toBe(true);
        });
      }),
    );
  });
  it('are left alone when they are not the whole of the total', () => {
    expect(shownAmounts(['15000'], '99990000')).toEqual(['15000']);
  });
});

describe('a change', () => {
  it('from zero is new, not +100 %', () => {
    expect(countDelta(50, 0, 'up')).toMatchObject({ text: 'new', direction: 'up', tone: 'good' });
    expect(countDelta(0, 0, 'up')).toMatchObject({ text: 'no change', tone: 'neutral' });
  });
  it('of a rate is in percentage points', () => {
    expect(rateDelta(0.12, 0.1, 'up').text).toBe('+2.0 pp');
    expect(rateDelta(0.1, 0.125, 'up')).toMatchObject({ text: '−2.5 pp', tone: 'bad' });
  });
  it('of nothing is neutral, not good', () => {
    expect(countDelta(100, 100, 'up')).toMatchObject({ direction: 'same', tone: 'neutral' });
    expect(countDelta(1_000_001, 1_000_000, 'up').tone).toBe('neutral');
  });
  it('on a small base is absolute', () => {
    expect(countDelta(20, 10, 'up').text).toBe('+10');
    expect(countDelta(7, 10, 'down')).toMatchObject({ text: '−3', tone: 'good' });
  });
  it('of an amount is in percent however small its base', () => {
    expect(countDelta(15, 10, 'neither', 'amount')).toMatchObject({ text: '+50.0%', tone: 'neutral' });
  });
  it('is said in words', () => {
    expect(countDelta(150, 100, 'up').words).toBe('up 50.0% on the compared range');
  });
});

describe('rates, durations and dates', () => {
  it('show one decimal, two under one percent', () => {
    expect(formatRate(0.1234)).toBe('12.3%');
    expect(formatRate(0.00419)).toBe('0.42%');
    expect(formatRate(0)).toBe('0.0%');
    expect(formatBasisPoints(5_500)).toBe('55.0%');
  });
  it('show the two largest units', () => {
    expect(formatDuration(5_040_000)).toBe('1 h 24 m');
    expect(formatDuration(3_600_000)).toBe('1 h');
    expect(formatDuration(850)).toBe('850 ms');
    expect(() => formatDuration(-1)).toThrow(RangeError);
  });
  it('are in the stated zone', () => {
    expect(formatDayShort('2026-11-20')).toBe('Nov 20');
    expect(formatDay('2026-11-20')).toBe('Nov 20, 2026');
    expect(formatMonth('2026-11')).toBe('November 2026');
    expect(formatMoment('2026-11-20T23:05:00Z')).toBe('Nov 20, 2026, 23:05');
    expect(formatMoment('2026-11-20T23:05:00Z', 'Asia/Tokyo')).toBe('Nov 21, 2026, 08:05');
  });
});
