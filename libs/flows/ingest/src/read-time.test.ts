import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTime } from './read-time.ts';

const anyTime = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });

it('reads every moment as the engine does, with any number of decimals', () => {
  fc.assert(
    fc.property(anyTime, fc.integer({ min: 0, max: 3 }), (date, decimals) => {
      const text = `${date.toISOString().slice(0, decimals === 0 ? 19 : 20 + decimals)}Z`;
      expect(readTime(text)).toBe(Date.parse(text));
    }),
  );
});

it.each(['2026-02-29T00:00:00Z', '2026-02-30T12:00:00Z', '1900-02-29T00:00:00Z', '2026-04-31T23:59:59.5Z'])('%s is no day', (text) => {
  expect(readTime(text)).toBeUndefined();
});

it('knows leap years', () => expect(readTime('2000-02-29T00:00:00Z')).toBe(Date.UTC(2000, 1, 29)));
