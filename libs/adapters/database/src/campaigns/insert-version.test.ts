import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { versionHash } from './insert-version.ts';

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown, order: (keys: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => shuffled(each, order));
  if (value === null || typeof value !== 'object') return value;
  const fields = value as Record<string, unknown>;
  return Object.fromEntries(order(Object.keys(fields)).map((key) => [key, shuffled(fields[key], order)]));
}

const document = fc.object({
  maxDepth: 3,
  maxKeys: 5,
  values: [fc.string({ maxLength: 5 }), fc.integer(), fc.boolean(), fc.constant(null)],
});
const status = fc.constantFrom('draft' as const, 'active' as const, 'paused' as const, 'archived' as const);
const hash = (value: unknown, own: 'draft' | 'active' | 'paused' | 'archived'): string =>
  versionHash({ document: value, status: own }).toString('hex');

describe('the hash of a version', () => {
  it('does not depend on the order of keys, nor on a way through JSON', () => {
    const holds = (value: object, own: Parameters<typeof hash>[1]): void => {
      const expected = hash(value, own);
      expect(
        hash(
          shuffled(value, (keys) => keys.toReversed()),
          own,
        ),
      ).toBe(expected);
      expect(hash(JSON.parse(JSON.stringify(value)), own)).toBe(expected);
    };
    fc.assert(fc.property(document, status, holds), { numRuns: 20_000 });
  });

  it('moves with the status and with any field', () => {
    const holds = (value: object, own: Parameters<typeof hash>[1]): void => {
      const expected = hash(value, own);
      expect(hash({ ...value, 'one more': 1 }, own)).not.toBe(expected);
      expect(hash(value, own === 'paused' ? 'active' : 'paused')).not.toBe(expected);
    };
    fc.assert(fc.property(document, status, holds), { numRuns: 20_000 });
  });
});
