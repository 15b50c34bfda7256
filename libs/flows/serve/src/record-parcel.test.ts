import type { DecisionRow } from '@flywheel/database/decisions';
import { newId, seededRandom } from '@flywheel/primitives';
import { newDecisionId } from '@flywheel/primitives/impressions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arraysOf, parcelOf, rowsOf, type RecordParcel } from './record-parcel.ts';

const random = seededRandom('parcel');
const bytes = fc.uint8Array({ maxLength: 300 });
const version = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const viewer = fc.record({ viewer: fc.constant(newId('vwr', 1, random)), dataKey: bytes, part: bytes });
const row: fc.Arbitrary<DecisionRow> = fc.record({
  decision: fc.integer({ min: 0, max: 2 ** 45 }).map((at) => newDecisionId(at, random)),
  decidedAt: fc.integer({ min: 0, max: 2 ** 45 }),
  configVersion: version,
  modelVersion: version,
  pacingVersion: version,
  indexBuild: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  record: bytes,
  slots: bytes,
  viewer: fc.option(viewer, { nil: undefined }),
});

describe('a parcel of decision rows', () => {
  it('holds, on the other side of a thread, the rows that were put into it', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const parcel = parcelOf(rows);
        expect(rowsOf(structuredClone(parcel, { transfer: arraysOf(parcel) }))).toEqual(rows);
      }),
    );
  });

  it('holds them as well in the arrays of one that came back', () => {
    fc.assert(
      fc.property(fc.array(fc.array(row, { maxLength: 20 }), { maxLength: 5 }), (groups) => {
        let spare: RecordParcel | undefined;
        for (const rows of groups) {
          const parcel: RecordParcel = parcelOf(rows, spare);
          const there = structuredClone(parcel, { transfer: arraysOf(parcel) });
          expect(rowsOf(there)).toEqual(rows);
          spare = { ...there, decisions: [], viewers: [] };
        }
      }),
    );
  });

  it('leaves the rows as they were, to be put back', () => {
    const [each] = fc.sample(row, { numRuns: 1, seed: 1 });
    const before = structuredClone(each);
    const parcel = parcelOf(each ? [each] : []);
    structuredClone(parcel, { transfer: arraysOf(parcel) });
    expect(each).toEqual(before);
  });
});
