import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audienceSize } from './audience-size.ts';
import { mayLearnInterests, mayTargetByInterest } from './purposes.ts';

describe('the size of an audience', () => {
  it('is not told below the least number of people, and never as less than it', () => {
    fc.assert(
      fc.property(fc.nat(5_000_000), fc.integer({ min: 20, max: 5000 }), (people, least) => {
        const told = audienceSize(people, least);
        if (people < least) expect(told).toBeNull();
        else expect(told).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  it('has two significant digits', () => {
    expect([1234, 98_765, 20, 105, 3].map((people) => audienceSize(people, 20))).toEqual([1200, 98_000, 20, 100, null]);
  });
});

describe('consent', () => {
  it('to personalisation lets interests be learnt, to ads as well lets them choose ads', () => {
    expect([mayLearnInterests(['personalisation']), mayTargetByInterest(['personalisation'])]).toEqual([true, false]);
    expect([mayLearnInterests(['ads', 'analytics']), mayTargetByInterest(['ads', 'analytics'])]).toEqual([false, false]);
    expect(mayTargetByInterest(['ads', 'personalisation'])).toBe(true);
  });
});
