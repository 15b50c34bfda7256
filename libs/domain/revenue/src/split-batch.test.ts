import type { Micros } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstShareRule } from './share-rule.ts';
import { splitBatch, type BatchPart } from './split-batch.ts';

const creator = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined });
const parts = fc.array(fc.record({ creator, amount: fc.bigInt({ min: 0n, max: 10n ** 12n }) }), { maxLength: 30 }).map((rows) =>
  rows.map(({ creator: owner, amount }, n): BatchPart => ({
    key: String(n).padStart(2, '0'),
    creator: owner,
    amountMicros: amount as Micros,
  })),
);
const sum = (values: Iterable<bigint>): bigint => [...values].reduce((total, each) => total + each, 0n);

describe('the split of a batch', () => {
  it('gives creators exactly the rounded-down share, by creator and by part', () => {
    fc.assert(
      fc.property(parts, (batch) => {
        const split = splitBatch(batch, firstShareRule);
        const charged = sum(batch.filter((part) => part.creator).map((part) => part.amountMicros));
        expect(split.shareMicros).toBe((charged * 5500n) / 10_000n);
        expect(sum(split.byCreator.values())).toBe(split.shareMicros);
        expect(sum(split.byPart.values())).toBe(split.shareMicros);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of the parts', () => {
    fc.assert(
      fc.property(parts, (batch) => {
        const [there, back] = [splitBatch(batch, firstShareRule), splitBatch([...batch].reverse(), firstShareRule)];
        for (const [id, share] of there.byCreator) expect(back.byCreator.get(id)).toBe(share);
        for (const [key, share] of there.byPart) expect(back.byPart.get(key)).toBe(share);
      }),
    );
  });

  it('never gives a part more than it brought', () => {
    fc.assert(
      fc.property(parts, (batch) => {
        const { byPart } = splitBatch(batch, firstShareRule);
        return batch.every((part) => (byPart.get(part.key) ?? 0n) <= part.amountMicros);
      }),
    );
  });
});
