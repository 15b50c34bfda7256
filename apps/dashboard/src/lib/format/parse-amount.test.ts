import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMicros, micros } from '@flywheel/primitives';
import { parseAmount } from './parse-amount.ts';

describe('a typed amount', () => {
  it('becomes micros exactly', () => {
    expect(parseAmount('12')).toBe(12_000_000n);
    expect(parseAmount(' 1,234.5 ')).toBe(1_234_500_000n);
    expect(parseAmount('0.000001')).toBe(1n);
  });
  it('is refused when it is not one', () => {
    for (const wrong of ['', '-1', '1.', '.5', '1e3', '1.0000001', 'ten', '1234567890123']) expect(parseAmount(wrong)).toBeUndefined();
  });
  it('reads back what money writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999_999n }), (amount) => {
        expect(parseAmount(formatMicros(micros(amount)))).toBe(amount);
      }),
    );
  });
});
