import { describe, expect, it } from 'vitest';
import { formatAge, newsText, outcomeText } from './tail-table.ts';

describe('the words of the live tail', () => {
  it.each([
    [null, '–'],
    [0, '0 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [61_000, '1 min'],
    [-125_000, '2 min ahead'],
    [3_600_000 * 25, '1 d'],
  ])('an age of %s ms is %s', (ms, text) => {
    expect(formatAge(ms)).toBe(text);
  });

  it('an outcome names its reason and the field', () => {
    expect(outcomeText({ outcome: 'stored', reason: null, field: null })).toBe('Stored');
    expect(outcomeText({ outcome: 'quarantined', reason: 'invalid', field: 'kind' })).toBe('Quarantined: malformed (kind)');
    expect(outcomeText({ outcome: 'duplicate', reason: 'bot', field: null })).toBe('Duplicate: bot');
  });

  it('news are counted since the last look', () => {
    const before = { stored: 10, duplicate: 1, quarantined: 0 };
    expect(newsText(before, before)).toBe('No new events.');
    expect(newsText(before, { ...before, stored: 11 })).toBe('1 new event, all stored.');
    expect(newsText(before, { stored: 1010, duplicate: 2, quarantined: 3 })).toBe('1,004 new events, 4 not stored.');
    expect(newsText(before, { stored: 0, duplicate: 0, quarantined: 0 })).toBe('No new events.');
  });
});
