import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membershipChange } from './membership-change.ts';

describe('membership', () => {
  it('begins at lift 1.4 with 5 weighted events and not before', () => {
    expect(membershipChange({ lift: 1.4, weightedEvents: 5, member: false, refused: false })).toBe('enter');
    expect(membershipChange({ lift: 1.39, weightedEvents: 50, member: false, refused: false })).toBe('none');
    expect(membershipChange({ lift: 9, weightedEvents: 4.9, member: false, refused: false })).toBe('none');
  });

  it('does not flicker between 1.15 and 1.4', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.15, max: 1.3999, noNaN: true }), fc.nat(100), (lift, weightedEvents) => {
        expect(membershipChange({ lift, weightedEvents, member: true, refused: false })).toBe('stay');
        expect(membershipChange({ lift, weightedEvents, member: false, refused: false })).toBe('none');
      }),
    );
  });

  it('ends below 1.15 and by the word of the person', () => {
    expect(membershipChange({ lift: 1.14, weightedEvents: 50, member: true, refused: false })).toBe('leave');
    expect(membershipChange({ lift: 9, weightedEvents: 50, member: true, refused: true })).toBe('leave');
    expect(membershipChange({ lift: 9, weightedEvents: 50, member: false, refused: true })).toBe('none');
  });
});
