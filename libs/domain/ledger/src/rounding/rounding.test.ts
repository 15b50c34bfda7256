import { micros, splitByLargestRemainder } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoiceAmounts, taxByCategory } from './invoice-amounts.ts';
import { floorToMinor, halfEvenToMinor, minorUnitMicros } from './minor-unit.ts';
import { converted, parseRate, rateText } from './rate.ts';
import { withholding } from './withholding.ts';

const m = micros;
const lines = (...amounts: number[]) => amounts.map((amount, n) => ({ id: `l${n}`, amountMicros: m(amount) }));

describe('the minor unit', () => {
  it('is a hundredth, but a whole yen and a thousandth of a Kuwaiti dinar', () => {
    expect(['USD', 'EUR', 'JPY', 'KWD', 'CLF'].map(minorUnitMicros)).toEqual([10_000n, 10_000n, 1_000_000n, 1_000n, 100n]);
  });

  it('is what payouts are floored to', () => {
    expect(floorToMinor(m(100_009_999), 'USD')).toBe(100_000_000n);
    expect(floorToMinor(m(8_000_999_999), 'JPY')).toBe(8_000_000_000n);
    expect(floorToMinor(m(1_234_999), 'KWD')).toBe(1_234_000n);
    expect(floorToMinor(m(-1), 'USD')).toBe(-10_000n);
  });

  it('is what invoices round to once, half to even', () => {
    const cases = [4_999, 5_000, 5_001, 15_000, 25_000, -5_000, -15_000].map((amount) => halfEvenToMinor(m(amount), 'USD'));
    expect(cases).toEqual([0n, 0n, 10_000n, 20_000n, 20_000n, 0n, -20_000n]);
  });
});

describe('an invoice', () => {
  it('says 4.00 where lines rounded one by one would say 3.99', () => {
    const amounts = invoiceAmounts({ currency: 'EUR', lines: lines(1_333_300, 1_333_300, 1_333_400), carriedMicros: m(0) });
    expect(amounts.totalMicros).toBe(4_000_000n);
    expect([...amounts.lines.values()]).toEqual([1_330_000n, 1_330_000n, 1_340_000n]);
    expect(amounts.carriedMicros).toBe(0n);
  });

  it('of 0.067 × 55 = 3.685 is billed at the even cent, and the rest is carried forward', () => {
    const price = converted(m(55_000_000), parseRate('0.067') ?? { scaled: 0n, digits: 0 }, 'down');
    expect(price).toBe(3_685_000n);
    const first = invoiceAmounts({ currency: 'USD', lines: lines(Number(price)), carriedMicros: m(0) });
    expect([first.totalMicros, first.carriedMicros]).toEqual([3_680_000n, 5_000n]);
    const second = invoiceAmounts({ currency: 'USD', lines: lines(Number(price)), carriedMicros: first.carriedMicros });
    expect([second.totalMicros, second.carriedMicros]).toEqual([3_690_000n, 0n]);
  });

  it('of nothing leaves what was carried', () => {
    const amounts = invoiceAmounts({ currency: 'USD', lines: lines(0), carriedMicros: m(9_000) });
    expect([amounts.totalMicros, amounts.carriedMicros]).toEqual([0n, 9_000n]);
  });

  it('always has lines that sum to its total, within half a unit of what was delivered', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 4_999 }), fc.constantFrom('USD', 'JPY', 'KWD'), (billed, carried, currency) => {
        const {
          totalMicros,
          lines: rounded,
          carriedMicros,
        } = invoiceAmounts({ currency, lines: lines(...billed), carriedMicros: m(carried) });
        const unit = minorUnitMicros(currency);
        expect([...rounded.values()].reduce((sum, each) => sum + each, 0n)).toBe(totalMicros);
        expect([...rounded.values()].every((each) => each % unit === 0n)).toBe(true);
        expect(totalMicros + carriedMicros).toBe(billed.reduce((sum, each) => sum + BigInt(each), BigInt(carried)));
        if (billed.some((each) => each > 0)) expect((carriedMicros < 0n ? -carriedMicros : carriedMicros) * 2n <= unit).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is taxed once a category, half to even', () => {
    const taxed = taxByCategory('EUR', [
      { id: 'standard', netMicros: m(100_030_000), bps: 1900 },
      { id: 'half', netMicros: m(500_000), bps: 700 },
      { id: 'even', netMicros: m(1_500_000), bps: 700 },
    ]);
    expect([...taxed]).toEqual([
      ['standard', 19_010_000n],
      ['half', 40_000n],
      ['even', 100_000n],
    ]);
    expect(taxByCategory('JPY', [{ id: 'a', netMicros: m(1_005_000_000), bps: 1000 }]).get('a')).toBe(100_000_000n);
  });
});

describe('withholding', () => {
  const of = (tax: Parameters<typeof withholding>[0]['tax']) =>
    withholding({ currency: 'USD', totalMicros: m(1_000_000_000), usMicros: m(100_000_000), tax });

  it('of 1,000 with 100 from US viewers is 240 without a form, 15 by a treaty of 15 %, 30 without a treaty', () => {
    expect(of({ form: 'none' })).toBe(240_000_000n);
    expect(of({ form: 'filed', bps: 1500 })).toBe(15_000_000n);
    expect(of({ form: 'filed', bps: 3000 })).toBe(30_000_000n);
    expect(of({ form: 'filed', bps: 0 })).toBe(0n);
  });

  it('is rounded down, and knows no rate above 30 %', () => {
    const small = { currency: 'USD', totalMicros: m(100_090_000), usMicros: m(90_000) };
    expect(withholding({ ...small, tax: { form: 'filed', bps: 1500 } })).toBe(10_000n);
    expect(() => of({ form: 'filed', bps: 3001 })).toThrow('0 to 3,000');
    expect(() => withholding({ ...small, usMicros: m(100_090_001), tax: { form: 'none' } })).toThrow('part of the total');
  });
});

describe('a rate', () => {
  it('is exact, and read back as it was written', () => {
    expect(['0.067', '1', '12.500'].map((text) => rateText(parseRate(text) ?? { scaled: 0n, digits: 0 }))).toEqual([
      '0.067',
      '1',
      '12.500',
    ]);
    expect(['0', '-1', '1e3', '.5', '1.', ''].map(parseRate)).toEqual(Array.from({ length: 6 }, () => undefined));
    const third = parseRate('0.333333') ?? { scaled: 0n, digits: 0 };
    expect([converted(m(1_000_001), third, 'down'), converted(m(1_000_001), third, 'up')]).toEqual([333_333n, 333_334n]);
  });
});

it('more to split may give a part less (Alabama): the split is by the remainders alone', () => {
  const split = (total: number) => [
    ...splitByLargestRemainder(m(total), [
      { id: 'a', weight: 6n },
      { id: 'b', weight: 6n },
      { id: 'c', weight: 2n },
    ]).values(),
  ];
  expect(split(10)).toEqual([4n, 4n, 2n]);
  expect(split(11)).toEqual([5n, 5n, 1n]);
});
