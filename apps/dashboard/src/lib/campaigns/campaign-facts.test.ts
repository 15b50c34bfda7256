import { describe, expect, it } from 'vitest';
import { formatChance } from '../operator/chance.ts';
import { changesBetween } from './campaign-facts.ts';
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
