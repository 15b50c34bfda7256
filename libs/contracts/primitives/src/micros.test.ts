import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { formatMicros, micros, parseMicros } from './micros.ts';
import { utcDay, utcMinute } from './time.ts';

describe('money on the wire', () => {
  it('is a decimal integer string and nothing else', () => {
    expect(parseMicros('-1250000')).toBe(-1_250_000n);
    for (const bad of ['1.5', '01', '', ' 1', '1e6', '+1', '99999999999999999999']) expect(parseMicros(bad)).toBeUndefined();
  });

  it('shows six decimals exactly', () => {
    expect(formatMicros(micros(-12_340_000))).toBe('-12.340000');
    expect(formatMicros(micros(1))).toBe('0.000001');
    expect(formatMicros(micros(9_007_199_254_740_993_120_000n))).toBe('9007199254740993.120000');
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: 2n, c: null }], a: 'x', e: undefined })).toBe('{"a":"x","b":[1,{"c":null,"d":"2"}]}');
  });
});

describe('days and minutes', () => {
  it('are those of UTC, also before 1970', () => {
    expect(utcDay(Date.UTC(2018, 5, 30, 23, 59, 59, 999))).toBe('2018-06-30');
    expect(utcMinute(Date.UTC(2018, 5, 30, 23, 59, 59, 999))).toBe(Date.UTC(2018, 5, 30, 23, 59));
    expect(utcMinute(-1)).toBe(-60_000);
  });
});
