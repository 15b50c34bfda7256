import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './day-range.ts';
import { mostBuckets, timeBuckets, type TimeBucket } from './time-buckets.ts';
import { dayAt, isZone, startOfDay } from './zone.ts';

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Atlantic/Azores',
  'Pacific/Auckland',
  'Asia/Kathmandu',
];
const hours = (bucket: TimeBucket | undefined) => ((bucket?.to ?? 0) - (bucket?.from ?? 0)) / 3_600_000;

function buckets(from: string, to: string, grain: 'hour' | 'day' | 'week' | 'month', zone: string): readonly TimeBucket[] {
  return timeBuckets({ from, to }, grain, zone) ?? [];
}

describe('time buckets', () => {
  it('make days of 23 and 25 hours where clocks change', () => {
    expect(buckets('2026-03-28', '2026-03-31', 'day', 'Europe/Berlin').map(hours)).toEqual([24, 23, 24]);
    expect(buckets('2026-10-25', '2026-10-26', 'day', 'Europe/Berlin').map(hours)).toEqual([25]);
    expect(buckets('2026-04-05', '2026-04-06', 'day', 'Australia/Lord_Howe').map(hours)).toEqual([24.5]);
  });

  it('give the doubled hour two labels and the missing one none', () => {
    const autumn = buckets('2026-10-25', '2026-10-26', 'hour', 'Europe/Berlin').map((bucket) => bucket.key);
    expect(autumn).toHaveLength(25);
    expect(autumn.filter((key) => key.startsWith('2026-10-25T02:00'))).toEqual(['2026-10-25T02:00+02:00', '2026-10-25T02:00+01:00']);
    const spring = buckets('2026-03-29', '2026-03-30', 'hour', 'Europe/Berlin').map((bucket) => bucket.key);
    expect(spring.some((key) => key.startsWith('2026-03-29T02'))).toBe(false);
  });

  it('begin weeks on Monday and cut the first to the range', () => {
    expect(buckets('2026-11-05', '2026-11-20', 'week', 'UTC').map((bucket) => bucket.key)).toEqual([
      '2026-11-05',
      '2026-11-09',
      '2026-11-16',
    ]);
    expect(buckets('2026-01-15', '2026-03-02', 'month', 'UTC').map((bucket) => bucket.key)).toEqual([
      '2026-01-15',
      '2026-02-01',
      '2026-03-01',
    ]);
  });

  it('refuse a series that is too long', () => {
    expect(timeBuckets({ from: '2020-01-01', to: '2030-01-01' }, 'day', 'UTC')).toBeUndefined();
    expect(timeBuckets({ from: '2026-01-01', to: '2026-12-31' }, 'hour', 'UTC')).toBeUndefined();
    expect(mostBuckets).toBe(1000);
  });

  it('cover a range once in every zone: each moment lies in one bucket, on that bucket’s local day', () => {
    const start = fc.integer({ min: 0, max: 3650 }).map((days) => addDays('2020-01-01', days));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), fc.constantFrom(...zones), (from, length, zone) => {
        const to = addDays(from, length);
        const made = buckets(from, to, 'day', zone);
        expect(made).toHaveLength(length);
        made.forEach((bucket, index) => {
          expect(bucket.from).toBe(index === 0 ? startOfDay(from, zone) : made[index - 1]?.to);
          expect(dayAt(bucket.from, zone)).toBe(bucket.key);
          expect(dayAt(bucket.to - 1, zone)).toBe(bucket.key);
          expect(dayAt(bucket.from - 1, zone) < bucket.key).toBe(true);
        });
        expect(made.at(-1)?.to).toBe(startOfDay(to, zone));
      }),
    );
  });

  it('know a zone from a word', () => {
    expect([isZone('Europe/Berlin'), isZone('Mars/Olympus')]).toEqual([true, false]);
  });
});
