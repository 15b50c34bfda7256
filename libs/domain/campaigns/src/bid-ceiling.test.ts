import { micros } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bidCeiling, type CeilingNeed } from './bid-ceiling.ts';

const need = (change: Partial<CeilingNeed>): CeilingNeed => ({
  perThousand: true,
  bidMicros: undefined,
  costMicros: undefined,
  dayPlanMicros: micros(100_000_000n),
  ...change,
});

describe('the ceiling of a bid', () => {
  it('is the stated bid, else twice the stated cost, else what a day can bear', () => {
    expect(bidCeiling(need({ bidMicros: micros(7000n), costMicros: micros(5000n) }))).toBe(7000n);
    expect(bidCeiling(need({ costMicros: micros(5000n) }))).toBe(10_000n);
    expect(bidCeiling(need({}))).toBe(50_000_000n);
    expect(bidCeiling(need({ dayPlanMicros: micros(1_000_049n) }))).toBe(20_000_000n);
    expect(bidCeiling(need({ perThousand: false, dayPlanMicros: micros(5_000_000n) }))).toBe(100_000n);
  });

  it('is above zero and a whole number of micros an impression, whatever the plan', () => {
    const plan = fc.bigInt({ min: 1n, max: 10n ** 15n }).map(micros);
    const holds = (dayPlanMicros: ReturnType<typeof micros>, perThousand: boolean): void => {
      const ceiling = bidCeiling(need({ dayPlanMicros, perThousand }));
      expect(ceiling > 0n && (!perThousand || ceiling % 1000n === 0n)).toBe(true);
    };
    fc.assert(fc.property(plan, fc.boolean(), holds), { numRuns: 20_000 });
  });
});
