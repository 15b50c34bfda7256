import { describe, expect, it } from 'vitest';
import { decisionOf, fromRowId, impressionNumber, impressionOf, instantOfId, isId, newDecisionId, newId, toRowId } from './ids.ts';
import { keyedHash, seededRandom } from './random.ts';

describe('ids', () => {
  it('are UUIDv7 that sort by time and survive the way through a uuid column', () => {
    const random = seededRandom('ids');
    const early = newId('cmp', 1_700_000_000_000, random);
    const late = newId('cmp', 1_700_000_000_001, random);
    expect(early < late).toBe(true);
    expect(isId('cmp', early)).toBe(true);
    expect(isId('imp', early)).toBe(false);
    expect(toRowId(early)[12]).toBe('7');
    expect(instantOfId(early)).toBe(1_700_000_000_000);
    const row = toRowId(early);
    const uuid = [row.slice(0, 8), row.slice(8, 12), row.slice(12, 16), row.slice(16, 20), row.slice(20)].join('-');
    expect(fromRowId('cmp', uuid)).toBe(early);
  });

  it('of impressions carry their decision', () => {
    const random = seededRandom('decisions');
    for (let tries = 0; tries < 200; tries += 1) {
      const decision = newDecisionId(1_700_000_000_000, random);
      const imps = Array.from({ length: 63 }, (_, at) => impressionOf(decision, at + 1));
      expect(new Set(imps).size).toBe(63);
      expect(imps.every((imp, at) => isId('imp', imp) && decisionOf(imp) === decision && impressionNumber(imp) === at + 1)).toBe(true);
    }
  });

  it('do not repeat', () => {
    const random = seededRandom('many');
    expect(new Set(Array.from({ length: 20_000 }, () => newId('imp', 0, random))).size).toBe(20_000);
  });
});

describe('seeded chance', () => {
  it('repeats with the seed and spreads evenly', () => {
    const draws = Array.from(
      { length: 10_000 },
      (
        (random) => () =>
          random.next()
      )(seededRandom('42')),
    );
    const again = seededRandom('42');
    expect(draws.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => again.next()));
    expect(Math.abs(draws.reduce((sum, draw) => sum + draw, 0) / draws.length - 0.5)).toBeLessThan(0.02);
  });

  it('hashes a key and a text without confusing their border', () => {
    expect(keyedHash('ab', 'c')).not.toBe(keyedHash('a', 'bc'));
    expect(keyedHash('k', 't')).toMatch(/^[0-9a-f]{16}$/);
  });
});
