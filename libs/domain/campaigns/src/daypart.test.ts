import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inDaypart, nextDaypart, type Daypart } from './daypart.ts';

const every = [1, 2, 3, 4, 5, 6, 7];
const hours = (fromHour: number, toHour: number, days: number[] = every): Daypart[] => [{ days, fromHour, toHour }];
const utc = (text: string): number => Date.parse(`${text}:00Z`);
/** How many quarter hours of a stretch lie in the dayparts. */
const quarters = (parts: Daypart[], zone: string, from: string, to: string): number => {
  let count = 0;
  for (let at = utc(from); at < utc(to); at += 900_000) count += inDaypart(parts, zone, at) ? 1 : 0;
  return count;
};

describe('a daypart', () => {
  it('is open from its first hour until before its last, on its days', () => {
    const office = hours(9, 17, [1, 2, 3, 4, 5]);
    // 2026-05-04 is a Monday; Berlin is two hours ahead of UTC.
    expect(inDaypart(office, 'Europe/Berlin', utc('2026-05-04T06:59'))).toBe(false);
    expect(inDaypart(office, 'Europe/Berlin', utc('2026-05-04T07:00'))).toBe(true);
    expect(inDaypart(office, 'Europe/Berlin', utc('2026-05-04T14:59'))).toBe(true);
    expect(inDaypart(office, 'Europe/Berlin', utc('2026-05-04T15:00'))).toBe(false);
    expect(inDaypart(office, 'Europe/Berlin', utc('2026-05-09T09:00'))).toBe(false);
    expect(inDaypart(office, 'Asia/Tokyo', utc('2026-05-04T00:00'))).toBe(true);
    expect(inDaypart(office, 'Asia/Tokyo', utc('2026-05-03T23:59'))).toBe(false);
  });

  it('never comes in the hour that a clock skips', () => {
    expect(quarters(hours(2, 3), 'Europe/Berlin', '2026-03-28T23:00', '2026-03-29T22:00')).toBe(0);
    expect(quarters(hours(0, 24), 'Europe/Berlin', '2026-03-28T23:00', '2026-03-29T22:00')).toBe(23 * 4);
    expect(quarters(hours(2, 3), 'America/New_York', '2026-03-08T05:00', '2026-03-09T04:00')).toBe(0);
    // Lord Howe Island moves its clock by half an hour.
    expect(quarters(hours(2, 3), 'Australia/Lord_Howe', '2026-10-03T13:30', '2026-10-04T13:00')).toBe(2);
  });

  it('comes twice in the hour that a clock repeats', () => {
    expect(quarters(hours(2, 3), 'Europe/Berlin', '2026-10-24T22:00', '2026-10-25T23:00')).toBe(8);
    expect(quarters(hours(0, 24), 'Europe/Berlin', '2026-10-24T22:00', '2026-10-25T23:00')).toBe(25 * 4);
    expect(quarters(hours(1, 2), 'America/New_York', '2026-11-01T04:00', '2026-11-02T05:00')).toBe(8);
  });

  it('is always where none is set, and never on an unknown clock', () => {
    expect(inDaypart([], 'Nowhere/Land', 0)).toBe(true);
    expect(inDaypart(hours(0, 24), 'Nowhere/Land', 0)).toBe(false);
  });

  it('says when it opens next', () => {
    const monday = hours(9, 17, [1]);
    expect(nextDaypart(monday, 'Europe/Berlin', utc('2026-05-04T15:00'))).toBe(utc('2026-05-11T07:00'));
    expect(nextDaypart(monday, 'Europe/Berlin', utc('2026-05-04T07:30'))).toBe(utc('2026-05-04T07:30'));
    expect(nextDaypart(hours(9, 17, []), 'Europe/Berlin', 0)).toBeUndefined();
  });

  it('reads the clock as a calendar would, at any moment of a century and in any zone', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const moment = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) });
    const check = (zone: string, at: number): void => {
      const text = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
      const [day = '', month = '', year = '', hour = ''] = text.split(/[/, :]+/);
      const weekday = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay() || 7;
      expect(inDaypart(hours(Number(hour), Number(hour) + 1, [weekday]), zone, at)).toBe(true);
    };
    fc.assert(fc.property(fc.constantFrom(...zones), moment, check), { numRuns: 1000 });
  });
});
