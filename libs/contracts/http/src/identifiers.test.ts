import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from './identifiers.ts';

describe('an identifier', () => {
  it('has one form however it is typed', () => {
    expect([' Ann@Example.ORG ', 'ann@example.org'].map((each) => normaliseIdentifier(each))).toEqual([
      'ann@example.org',
      'ann@example.org',
    ]);
    expect(['+49 (30) 123-456', '0049 30 123456'].map((each) => normaliseIdentifier(each))).toEqual(['+4930123456', '+4930123456']);
    expect(normaliseIdentifier('4930123456', 'phone')).toBe('+4930123456');
    expect(normaliseIdentifier(' u-17 ')).toBe('u-17');
  });

  it('is refused where it can not be one', () => {
    expect(normaliseIdentifier('nobody@')).toBeUndefined();
    expect(normaliseIdentifier('+12', 'phone')).toBeUndefined();
    expect(normaliseIdentifier('  ')).toBeUndefined();
  });
});
