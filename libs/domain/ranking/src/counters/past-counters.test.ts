import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PastCounters } from './past-counters.ts';

type Row = { wait: number; key: string; other: string; label: 0 | 1 };
const row: fc.Arbitrary<Row> = fc.record({
  wait: fc.integer({ min: 0, max: 2 }),
  key: fc.constantFrom('a', 'b', 'c'),
  other: fc.constantFrom('x', 'y'),
  label: fc.constantFrom(0 as const, 1 as const),
});
const strength = 5;

/** What each row reads before it is seen. */
function readAll(rows: readonly Row[]): number[][] {
  const counters = new PastCounters({ features: 2, strength });
  let now = 0;
  return rows.map(({ wait, key, other, label }) => {
    now += wait;
    counters.moveTo(now);
    const into = new Float64Array(4);
    counters.write([key, other], into);
    counters.see([key, other], label);
    return [...into];
  });
}

describe('counters of the past', () => {
  it('are what counting the earlier moments again by hand gives', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const read = readAll(rows);
        let now = 0;
        const times = rows.map(({ wait }) => (now += wait));
        rows.forEach(({ key }, at) => {
          const past = rows.filter((_, before) => (times[before] as number) < (times[at] as number));
          const own = past.filter((each) => each.key === key);
          const sum = (list: readonly Row[]): number => list.reduce((total, each) => total + each.label, 0);
          const overall = (sum(past) + 1) / (past.length + 2);
          const rate = (sum(own) + strength * overall) / (own.length + strength);
          expect(read[at]?.[0]).toBeCloseTo(Math.log(rate / (1 - rate)), 9);
          expect(read[at]?.[1]).toBeCloseTo(Math.log(1 + own.length), 12);
        });
      }),
    );
  });

  it('never know a label of their own moment or a later one', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.nat(), (rows, pick) => {
        const from = pick % rows.length;
        let now = 0;
        const times = rows.map(({ wait }) => (now += wait));
        const changed = rows.map((each, at) =>
          (times[at] as number) >= (times[from] as number) ? { ...each, label: each.label === 1 ? (0 as const) : (1 as const) } : each,
        );
        const [before, after] = [readAll(rows), readAll(changed)];
        rows.forEach((_, at) => {
          if ((times[at] as number) <= (times[from] as number)) expect(after[at]).toEqual(before[at]);
        });
      }),
    );
  });

  it('do not go back in time', () => {
    const counters = new PastCounters({ features: 1, strength });
    counters.moveTo(5);
    expect(() => counters.moveTo(4)).toThrow(/order of time/);
  });
});
