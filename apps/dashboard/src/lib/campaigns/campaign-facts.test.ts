import { describe, expect, it } from 'vitest';
import { formatChance } from '../operator/chance.ts';
import { campaignDocument } from '@flywheel/http/campaigns';
import { changesBetween, factsOf } from './campaign-facts.ts';
import { describeTargeting } from './describe-targeting.ts';

describe('targeting in words', () => {
  it('is one sentence with names for values', () => {
    const names = { 'tag:cooking': 'cooking', DE: 'Germany', FR: 'France' };
    const expression = {
      all: [
        { attr: 'segment' as const, op: 'in' as const, values: ['tag:cooking'] },
        { attr: 'country' as const, op: 'in' as const, values: ['DE', 'FR'] },
      ],
    };
    expect(describeTargeting(expression, names)).toBe('People interested in cooking, in Germany or France.');
  });

  it('says everyone for no condition, and shortens long lists', () => {
    expect(describeTargeting({ all: [] })).toBe('Everyone.');
    const values = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    expect(describeTargeting({ attr: 'tag', op: 'in', values })).toBe('People beside content tagged a, b, c, d, e or 3 more.');
  });
});

describe('a campaign in words', () => {
  it('says how it bids, when it serves and what it may stand beside, where that is not the usual', () => {
    const set = {
      name: 'readers',
      goal: 'reach' as const,
      bidStrategy: 'cost_cap' as const,
      costMicros: '5000000',
      targeting: { all: [] },
      dayparts: [{ days: [1, 2, 3, 4, 5], fromHour: 9, toHour: 17 }],
      safetyTier: 'strict' as const,
      budgets: { dailyMicros: '20000000', lifetimeMicros: null },
      ads: [
        { name: 'a', status: 'paused' as const, creative: { format: 'image' as const, headline: 'A', landingUrl: 'https://a.example/' } },
      ],
    };
    const document = campaignDocument.parse({
      name: 'Autumn',
      objective: 'reach',
      budgets: { dailyMicros: null, lifetimeMicros: null },
      schedule: { startsAt: '2026-01-01T00:00:00Z', endsAt: null },
      adSets: [set],
    });
    const twice = { ...document, adSets: [...document.adSets, ...document.adSets.map((each) => ({ ...each, name: 'Second' }))] };
    const changed = changesBetween(factsOf(document, 'USD', {}, true), factsOf(twice, 'USD'));
    expect(changed.every((each) => each.startsWith('Second: '))).toBe(true);
    const facts = new Map(factsOf(document, 'USD').map(({ label, text }) => [label, text]));
    expect(facts.get('Budget')).toBe('Each ad set has its own');
    expect(facts.get('Ad set budget')).toBe('$20.00 a day');
    expect(facts.get('Bid')).toBe('at most $5.00 per 1,000 viewable impressions on average');
    expect(facts.get('Hours')).toBe('Monday to Friday 09:00–17:00, on your clock');
    expect(facts.get('Surroundings')).toBe('Only beside content that was reviewed as safe for everyone');
    expect(facts.get('Ad a')).toBe('Paused');
  });
});

describe('the change history', () => {
  it('names what changed, came and went', () => {
    const before = [
      { label: 'Name', text: 'Autumn' },
      { label: 'Bid', text: '$5.00' },
      { label: 'Old', text: 'x' },
    ];
    const after = [
      { label: 'Name', text: 'Winter' },
      { label: 'Bid', text: '$5.00' },
      { label: 'New', text: 'y' },
    ];
    expect(changesBetween(before, after)).toEqual(['Name: Autumn → Winter', 'New: y', 'Old: removed']);
  });
});

describe('a chance', () => {
  it('is of one impression, whatever unit the record counts in', () => {
    expect(formatChance('716212', 'viewable')).toBe('71.6%');
    expect(formatChance('1000000', 'impression')).toBe('100.0%');
    expect(formatChance('15000000', 'click')).toBe('1.5%');
  });
});
