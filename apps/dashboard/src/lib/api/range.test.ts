import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, isDay, monthStart } from './days.ts';
import { presetsOf } from './presets.ts';
import { rangeQuery, readRange } from './range.ts';

const today = '2026-11-20';
const read = (query: string) => readRange(new URLSearchParams(query), today);

describe('a range in the address', () => {
  it('is the last 28 days when nothing is said', () => {
    expect(read('')).toMatchObject({ from: '2026-10-24', to: today, until: '2026-11-21', preset: '28d', compare: 'previous' });
  });
  it('falls back when a day does not exist or the order is wrong', () => {
    for (const query of [
      'from=2026-02-30&to=2026-03-01',
      'from=2026-03-02&to=2026-03-01',
      'from=1&to=2',
      'from=1990-01-01&to=2026-01-01',
    ]) {
      expect(read(query).preset).toBe('28d');
    }
  });
  it('survives the round trip through a link, other parameters kept and paging dropped', () => {
    const link = rangeQuery(new URLSearchParams('sort=spend&page=3'), { from: '2026-01-02', to: '2026-01-08', compare: 'year' });
    expect(link).toBe('?sort=spend&v=1&from=2026-01-02&to=2026-01-08&compare=year');
    expect(read(link)).toMatchObject({ from: '2026-01-02', to: '2026-01-08', compare: 'year' });
  });
  it('takes from a preset nothing but its days', () => {
    const [preset] = presetsOf(today);
    expect(rangeQuery([], preset ?? {})).toBe(`?v=1&from=${today}&to=${today}`);
  });
  it('compares with the same weekdays: back by whole weeks, or by 364 days', () => {
    const year = read('from=2023-01-01&to=2023-01-07&compare=year').previous;
    expect(year).toMatchObject({ from: '2022-01-02', to: '2022-01-08' });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 400 }), (start, length) => {
        const from = addDays('2020-01-01', start);
        const { previous, ...range } = read(`from=${from}&to=${addDays(from, length)}`);
        expect(previous).not.toBeNull();
        if (previous === null) return;
        expect(daysBetween(previous.from, range.from) % 7).toBe(0);
        expect(previous.until <= range.from).toBe(true);
        expect(daysBetween(previous.until, range.from)).toBeLessThan(7);
      }),
    );
  });
  it('knows no comparison when none is asked for', () => {
    expect(read('compare=none').previous).toBeNull();
  });
});

describe('days', () => {
  it('exist or do not', () => {
    expect(isDay('2024-02-29')).toBe(true);
    expect(isDay('2023-02-29')).toBe(false);
    expect(isDay(20240229)).toBe(false);
  });
  it('find the start of months across years', () => {
    expect(monthStart('2026-01-15', -1)).toBe('2025-12-01');
    expect(monthStart('2026-11-20', 2)).toBe('2027-01-01');
  });
  it('give presets whose ends are in order', () => {
    for (const preset of presetsOf(today)) expect(preset.from <= preset.to).toBe(true);
    expect(presetsOf(today).find((each) => each.id === 'qtd')?.from).toBe('2026-10-01');
  });
});
