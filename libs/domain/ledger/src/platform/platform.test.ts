import { micros, type Id } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumByCurrency, type Entry } from '../entry.ts';
import { parseRate, type Rate } from '../rounding/rate.ts';
import { matchedMoney, pspSettlement, reinvestmentSpend, taxRemittance, unmatchedMoney } from './cash.ts';
import { balanceConversion, conversion, positionGain, revaluation } from './exchange.ts';

const booked = { at: Date.UTC(2026, 4, 17), actor: 'usr_1' };
const m = micros;
const usd = { ...booked, currency: 'USD', amountMicros: m(100) };
const shown = ({ key, postings }: Entry): string[] => [
  key,
  ...postings.map((line) => `${line.account} ${line.amountMicros} ${line.currency}`),
];
const rate = (text: string): Rate => parseRate(text) ?? { scaled: 0n, digits: 0 };
const quote = (text: string) => ({ rate: rate(text), source: 'ECB', quotedAt: Date.UTC(2026, 4, 16, 14) });

describe('cash', () => {
  it('settles less the provider’s fee', () => {
    const lines = ['settlement:s1', '5030 3 USD', '1010 97 USD', '1020 -100 USD'];
    expect(shown(pspSettlement({ ...usd, settlement: 's1', feeMicros: m(3) }))).toEqual(lines);
  });

  it('that nobody knows waits in suspense until it is matched', () => {
    expect(shown(unmatchedMoney({ ...usd, line: 'b1', cash: '1010' }))).toEqual(['unmatched:b1', '1010 100 USD', '1090 -100 USD']);
    const matched = matchedMoney({ ...usd, unmatched: 'ent_1', to: '2010', account: 'acc_1' as Id<'acc'>, reason: 'reference found' });
    expect(shown(matched)).toEqual(['matched:ent_1', '1090 100 USD', '2010:acc_1 -100 USD']);
    expect(matched.relatesTo).toBe('ent_1');
  });

  it('pays tax, and what funds are spent on', () => {
    const tax = taxRemittance({ ...usd, tax: '2200', authority: 'US', ref: '2026Q2' });
    expect(shown(tax)).toEqual(['tax:2200:US:2026Q2', '2200:US 100 USD', '1010 -100 USD']);
    const spent = { ...usd, ref: '1', reason: 'moderation' };
    const cash = ['reinvestment-spend:1', '5060 100 USD', '3100:TrustSafety 100 USD', '1010 -100 USD', '3020 -100 USD'];
    expect(shown(reinvestmentSpend({ ...spent, fund: 'TrustSafety', paidFrom: 'cash' }))).toEqual(cash);
    const bill = ['reinvestment-spend:1', '5062 100 USD', '3100:Infrastructure 100 USD', '2400:host -100 USD', '3020 -100 USD'];
    expect(shown(reinvestmentSpend({ ...spent, fund: 'Infrastructure', paidFrom: { supplier: 'host' } }))).toEqual(bill);
  });
});

describe('a conversion', () => {
  it('of our cash has the bank’s spread as a line of its own, and keeps rate, source and time', () => {
    const options = { ...booked, ref: 'x1', sold: { currency: 'USD', amountMicros: m(1_000_000) }, quote: quote('0.92') };
    const made = conversion({ ...options, bought: { currency: 'EUR', amountMicros: m(910_000) } });
    const own = ['3900 1000000 USD', '1010 -1000000 USD'];
    expect(shown(made)).toEqual(['conversion:x1', ...own, '1010 910000 EUR', '5090:spread 10000 EUR', '3900 -920000 EUR']);
    expect(made.meta).toEqual({ rate: '0.92', source: 'ECB', quotedAt: '2026-05-16T14:00:00.000Z' });
    expect(() => conversion({ ...options, bought: { currency: 'EUR', amountMicros: m(920_001) } })).toThrow('no more than its quote');
  });

  it('of a creator’s money rounds against the platform', () => {
    const options = { ...booked, ref: 'x2', account: '2120:crt_1', boughtCurrency: 'EUR', quote: quote('0.333'), spreadMicros: m(0) };
    const made = balanceConversion({ ...options, sold: { currency: 'USD', amountMicros: m(10) }, rounding: 'up' });
    expect(shown(made)).toEqual(['conversion:x2', '2120:crt_1 10 USD', '3900 -10 USD', '3900 4 EUR', '2120:crt_1 -4 EUR']);
    const paid = balanceConversion({ ...options, sold: { currency: 'USD', amountMicros: m(100) }, rounding: 'down', spreadMicros: m(2) });
    expect(shown(paid).slice(3)).toEqual(['3900 33 EUR', '2120:crt_1 -31 EUR', '4060 -2 EUR']);
  });

  it('creates no currency, and there and back never profits who asked for it', () => {
    const anyRate = fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: 0, max: 6 }))
      .map(([scaled, digits]) => ({ scaled, digits }));
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 13n }), anyRate, (amount, there) => {
        // The rate back is the exact inverse rounded down to twelve digits: the best that may be quoted.
        const back: Rate = { scaled: 10n ** BigInt(12 + there.digits) / there.scaled, digits: 12 };
        const leg = (currency: string, boughtCurrency: string, value: bigint, way: Rate) => ({
          ...{ ...booked, ref: currency, account: '2010:acc_1', sold: { currency, amountMicros: m(value) }, boughtCurrency },
          ...{ quote: { ...quote('1'), rate: way }, rounding: 'down' as const, spreadMicros: m(0) },
        });
        const got = (amount * there.scaled) / 10n ** BigInt(there.digits);
        fc.pre(got > 0n && (got * back.scaled) / 10n ** 12n > 0n);
        const out = balanceConversion(leg('USD', 'EUR', amount, there));
        const home = balanceConversion(leg('EUR', 'USD', got, back));
        for (const entry of [out, home]) for (const sum of sumByCurrency(entry.postings).values()) expect(sum).toBe(0n);
        const own = [...out.postings, ...home.postings].filter((line) => line.account === '2010:acc_1');
        const sums = sumByCurrency(own);
        expect(sums.get('EUR')).toBe(0n);
        expect(sums.get('USD')).toBeGreaterThanOrEqual(0n);
      }),
      { numRuns: 2000 },
    );
  });

  it('is valued again, gain or loss, against us to the micro', () => {
    const bought = { foreignMicros: m(-920_000), bookedMicros: m(1_000_000) };
    expect(positionGain(bought, rate('1.10'))).toBe(12_000n);
    expect(positionGain(bought, rate('1.05'))).toBe(-34_000n);
    expect(positionGain({ foreignMicros: m(-1), bookedMicros: m(0) }, rate('1.9'))).toBe(1n);
    expect(positionGain({ foreignMicros: m(1), bookedMicros: m(0) }, rate('1.9'))).toBe(-2n);
    const options = { ...booked, ref: '2026-05', currency: 'USD', foreignCurrency: 'EUR', quote: quote('1.1') };
    expect(shown(revaluation({ ...options, gainMicros: m(12_000) }))).toEqual([
      'revaluation:EUR:2026-05',
      '3900 12000 USD',
      '4060 -12000 USD',
    ]);
    expect(shown(revaluation({ ...options, gainMicros: m(-5) }))).toEqual(['revaluation:EUR:2026-05', '5090 5 USD', '3900 -5 USD']);
    expect(() => revaluation({ ...options, gainMicros: m(0) })).toThrow('two lines');
  });
});
