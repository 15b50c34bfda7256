import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { Expression, Targeting } from '../expression.ts';
import type { Facts } from '../facts.ts';
import { geoAncestors } from '../geo-ancestors.ts';
import { linearIndex } from '../match-index.ts';
import { parseTargeting } from '../parse-targeting.ts';
import { BlockIndex } from './block-index.ts';
import { conjunctionsOf } from './conjunctions.ts';
import { CountingIndex } from './counting-index.ts';

const values = ['a', 'b', 'c', 'd'];
const places = ['NL', 'NL-NH', 'NL-NH-Amsterdam', 'DE', 'DE-BE'];
const texts = ['segment', 'audience', 'country', 'tag'] as const;

const leaves: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ attr: fc.constantFrom(...texts), op: fc.constant('in'), values: some(values) }) },
  fc.record({ attr: fc.constant('geo'), op: fc.constant('geoWithin'), values: some(places) }),
  fc.record({ attr: fc.constant('hour'), op: fc.constantFrom('in', 'range'), values: fc.tuple(fc.nat(23), fc.nat(23)) }),
  fc.record({ attr: fc.constant('weekday'), op: fc.constant('range'), values: fc.tuple(fc.integer({ min: 1, max: 7 }), fc.nat(6)) }),
  fc.tuple(fc.nat(60), fc.nat(60)).map(([from, length]) => ({ attr: 'age', op: 'range', values: [from, from + length] })),
) as fc.Arbitrary<Expression>;

const expressions: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    leaves,
    fc.record({ all: fc.array(tie('node'), { maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie('node'), mode: fc.constantFrom('weak', 'strong') }) as fc.Arbitrary<Expression>,
  ),
})).node;
const targetings: fc.Arbitrary<Targeting> = expressions.map(targetingOf).filter((each) => each !== undefined);

const known = fc.option(fc.subarray([...values, 'never asked']), { nil: undefined });
const viewers: fc.Arbitrary<Facts> = fc.record({
  segment: known,
  audience: known,
  country: known,
  tag: known,
  geo: fc.option(fc.constantFrom(...places).map(geoAncestors), { nil: undefined }),
  hour: fc.option(fc.nat(24), { nil: undefined }),
  weekday: fc.option(fc.nat(8), { nil: undefined }),
  age: fc.option(fc.integer({ min: -1, max: 131 }), { nil: undefined }),
});
const keys = fc.oneof(fc.constant(1), fc.nat(3), fc.double({ min: 0, max: 1e9, noNaN: true }));

type Entry = { entry: number; targeting: Targeting; key: number };
const campaigns: fc.Arbitrary<Entry[]> = fc
  .array(fc.record({ targeting: targetings, key: keys }), { maxLength: 8 })
  .map((list) => list.map((each, at) => ({ ...each, entry: at * 3 })));

function some<T>(list: T[]): fc.Arbitrary<T[]> {
  return fc.subarray(list, { minLength: 1, maxLength: 3 });
}

function targetingOf(expression: Expression): Targeting | undefined {
  const result = parseTargeting(expression);
  return result.outcome === 'parsed' ? result.targeting : undefined;
}

const ascending = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b);

function naive(entries: Iterable<Entry>, facts: Facts): number[] {
  const list = [...entries].map(({ entry, targeting }) => ({ targeting, item: entry }));
  return ascending(linearIndex(list).matching(facts));
}

/** Everything a scan finds, each entry once; fails where something comes that the bound before it had ruled out. */
function scanned(index: BlockIndex, facts: Facts, keyOf: (entry: number) => number): number[] {
  const scan = index.scan(index.facts(facts));
  const found: number[] = [];
  let bound = scan.bound;
  for (let count = scan.nextBlock(); count >= 0; count = scan.nextBlock()) {
    for (const entry of scan.found.subarray(0, count)) {
      expect(keyOf(entry)).toBeLessThanOrEqual(bound);
      found.push(entry);
    }
    expect(scan.bound).toBeLessThanOrEqual(bound);
    bound = scan.bound;
  }
  expect(bound).toBe(-1);
  return ascending(found);
}

describe('the conjunctions of an expression', () => {
  it('hold exactly where it is true', () => {
    fc.assert(
      fc.property(targetings, viewers, (targeting, facts) => {
        const conjunctions = conjunctionsOf(targeting);
        const holds = conjunctions?.some((each) =>
          each.every(({ question, wants, missing }) => {
            const truth = evaluate(question, facts);
            return truth === 'unknown' ? missing : (truth === 'true') === wants;
          }),
        );
        expect(holds ?? evaluate(targeting, facts) === 'true').toBe(evaluate(targeting, facts) === 'true');
      }),
      { numRuns: 20_000 },
    );
  });

  it('are no more than 1,024', () => {
    const pair = (at: number): Expression => ({ any: [inSegment(`a${at}`), { not: inSegment(`b${at}`), mode: 'weak' }] });
    const product = (factors: number) => targetingOf({ all: Array.from({ length: factors }, (_, at) => pair(at)) });
    const counts = [3, 10, 11].map((factors) => conjunctionsOf(product(factors) ?? expect.fail())?.length);
    expect(counts).toEqual([8, 1024, undefined]);
  });
});

const inSegment = (value: string): Expression => ({ attr: 'segment', op: 'in', values: [value] });

describe('the block index', () => {
  it('finds what evaluation and counting find', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(campaigns, fc.array(viewers, { minLength: 1, maxLength: 3 }), (entries, crowd) => {
        const index = BlockIndex.build(entries);
        const counting = CountingIndex.build(entries);
        for (const facts of crowd) {
          const expected = naive(entries, facts);
          expect(scanned(index, facts, (entry) => entries[entry / 3]?.key ?? Infinity)).toEqual(expected);
          expect(ascending(counting.matching(facts))).toEqual(expected);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it('knows a weak from a strong NOT where the attribute is missing', () => {
    const excluded = (mode: 'weak' | 'strong') => targetingOf({ not: inSegment('s'), mode }) ?? expect.fail();
    const index = BlockIndex.build([
      { entry: 1, targeting: excluded('weak'), key: 2 },
      { entry: 2, targeting: excluded('strong'), key: 1 },
    ]);
    const table = [{}, { segment: [] }, { segment: ['s'] }, { segment: ['t'] }].map((facts) => scanned(index, facts, () => 0));
    expect(table).toEqual([[1], [1, 2], [], [1, 2]]);
  });

  it('evaluates what bitmaps can not hold: too many conjunctions, too many questions about one attribute', () => {
    const pair = (at: number): Expression => ({ any: [inSegment(`a${at}`), { not: inSegment(`b${at}`), mode: 'strong' }] });
    const wide = targetingOf({ all: Array.from({ length: 11 }, (_, at) => pair(at)) }) ?? expect.fail();
    const deep = targetingOf({ all: Array.from({ length: 5 }, (_, at) => inSegment(`a${at}`)) }) ?? expect.fail();
    const entries = [
      { entry: 1, targeting: wide, key: 2 },
      { entry: 2, targeting: deep, key: 1 },
    ];
    const index = BlockIndex.build(entries);
    const all = Array.from({ length: 11 }, (_, at) => `a${at}`);
    for (const segment of [undefined, [], ['b3'], all, [...all, 'b3'], all.slice(0, 4), all.slice(0, 5)]) {
      expect(scanned(index, { segment }, () => 0)).toEqual(naive(entries, { segment }));
    }
  });

  it('takes what a personal half knows where the context says nothing', () => {
    fc.assert(
      fc.property(campaigns, viewers, viewers, (entries, personal, context) => {
        const index = BlockIndex.build(entries);
        const merged: Record<string, unknown> = { ...personal };
        for (const [name, value] of Object.entries(context)) if (value !== undefined) merged[name] = value;
        const scan = index.scan(index.facts(context, index.facts(personal)));
        const count = Math.max(0, scan.nextBlock());
        expect(ascending(scan.found.subarray(0, count))).toEqual(naive(entries, merged));
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses the facts of another build, numbers that stand twice and keys that are none', () => {
    const everyone = targetingOf({ all: [] }) ?? expect.fail();
    const [one, other] = [BlockIndex.build([], 1), BlockIndex.build([], 2)];
    expect(() => one.scan(other.facts({}))).toThrow('compiled by the index');
    expect(() => BlockIndex.build([{ entry: 1, targeting: everyone, key: NaN }])).toThrow('key of entry 1');
    const twice = { entry: 1, targeting: everyone, key: 1 };
    expect(() => BlockIndex.build([twice, twice])).toThrow('once');
  });
});
