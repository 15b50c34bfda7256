import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, compareRange, lengthInDays } from './day-range.ts';

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();

describe('comparison ranges', () => {
  it('compare the first week of a year with the same weekdays of the year before', () => {
    expect(compareRange({ from: '2023-01-01', to: '2023-01-08' }, 'year')).toEqual({ from: '2022-01-02', to: '2022-01-09' });
  });

  it('go back four weeks for 28 days and five for 30', () => {
    expect(compareRange({ from: '2026-03-01', to: '2026-03-29' }, 'previous').from).toBe('2026-02-01');
    expect(compareRange({ from: '2026-03-01', to: '2026-03-31' }, 'previous').from).toBe('2026-01-25');
  });

  it('keep length and weekday and never overlap', () => {
    const range = fc
      .tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 360 }))
      .map(([start, length]) => ({ from: addDays('2020-01-01', start), to: addDays('2020-01-01', start + length) }));
    fc.assert(
      fc.property(range, fc.constantFrom('previous' as const, 'year' as const), (current, how) => {
        const before = compareRange(current, how);
        expect(lengthInDays(before)).toBe(lengthInDays(current));
        expect(weekday(before.from)).toBe(weekday(current.from));
        expect(before.to <= current.from).toBe(true);
      }),
    );
  });
});
