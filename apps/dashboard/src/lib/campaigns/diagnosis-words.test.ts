import { describe, expect, it } from 'vitest';
import { findingWords, remedyOf, windowWords } from './diagnosis-words.ts';

const finding = { code: 102, reason: 'a higher bid won', advice: 'Raise the bid.', times: 1200, shareBps: 4321 };

describe('a diagnosis in words', () => {
  it('says what happened, how often, what would have won and what to do', () => {
    const toWin = { leastMicros: '4000000', meanMicros: '5000000', perThousand: true };
    expect(findingWords({ ...finding, toWin }, 'USD')).toEqual({
      what: 'A higher bid won.',
      howOften: '43 %, 1,200 times',
      price: 'From $4.00 per 1,000 would have won some, $5.00 the average one.',
      advice: 'Raise the bid.',
    });
    const once = { ...finding, times: 1, shareBps: 12, toWin: { leastMicros: '250000', meanMicros: '250000', perThousand: false } };
    expect(findingWords(once, 'USD')).toMatchObject({ howOften: 'under 1 %, once', price: '$0.25 each would have won.' });
  });

  it('leads to the page that can help', () => {
    expect(remedyOf('unfunded', 'cmp_1')).toEqual({ label: 'Top up', href: '/advertiser/billing' });
    expect(remedyOf('rejected', 'cmp_1')?.href).toBe('/advertiser/campaigns/cmp_1/edit');
    expect(remedyOf('in_review', 'cmp_1')).toBeUndefined();
  });

  it('tells a while in numbers', () => {
    const window = { from: '2026-01-01T00:00:00.000Z', decisions: 7, looked: 0, won: 0 };
    expect(windowWords({ ...window, decisions: 0 })).toBe('no decisions');
    expect(windowWords(window)).toBe('7 decisions, none came as far as this campaign');
    expect(windowWords({ ...window, looked: 5, won: 2 })).toBe('7 decisions, looked at for 5 slots, won 2');
  });
});
