import { newId, seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchNameText, readBatchName } from './batch-name.ts';

const minuteMs = 60_000;
const minute = fc.integer({ min: 0, max: Math.floor(Date.UTC(2199, 0, 1) / minuteMs) }).map((n) => n * minuteMs);

it('a batch is found again by its name', () => {
  fc.assert(
    fc.property(minute, fc.integer({ min: 0, max: 999 }), fc.string(), (bucket, gen, seed) => {
      const batch = { bucket, campaign: newId('cmp', bucket, seededRandom(seed)), gen };
      expect(readBatchName(batchNameText(batch))).toEqual(batch);
    }),
  );
});

it('what is no batch has no name', () => {
  const campaign = `cmp_${'0'.repeat(32)}`;
  for (const text of [
    '',
    'x',
    `20261399T0000Z-${campaign}-0`,
    `20261120T0930Z-${campaign}`,
    `20261120T0930Z-${campaign}-0 `,
    `20261120T0930Z-imp_${'0'.repeat(32)}-0`,
  ])
    expect(readBatchName(text)).toBeUndefined();
});
