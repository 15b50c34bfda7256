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

const manyEntries = fc.array(fc.record({ targeting: targetings }), { minLength: 300, maxLength: 300 });

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
  for (let count = scan.nextStep(); count >= 0; count = scan.nextStep()) {
    for (let at = 0; at < count; at += 1) {
      const entry = scan.found[at] ?? -1;
      if (keyOf(entry) > bound) expect.fail(`entry ${entry} with key ${keyOf(entry)} came after a bound of ${bound}`);
      found.push(entry);
    }
    if (scan.bound > bound) expect.fail(`the bound rose from ${bound} to ${scan.bound}`);
    bound = scan.bound;
  }
  if (bound !== -1) expect.fail(`the bound is ${bound} at the end`);
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
          expect(ascending(counting.found.subarray(0, counting.match(facts)))).toEqual(expected);
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
        const count = Math.max(0, scan.nextStep());
        expect(ascending(scan.found.subarray(0, count))).toEqual(naive(entries, merged));
      }),
      { numRuns: 2000 },
    );
  });

  it('is handed to another thread as arrays alone, unchanged', () => {
    fc.assert(
      fc.property(campaigns, viewers, (entries, facts) => {
        const { message, buffers } = BlockIndex.build(entries, 7).transfer();
        const received = BlockIndex.from(structuredClone(message, { transfer: buffers }));
        expect(received.build).toBe(7);
        expect(scanned(received, facts, () => 0)).toEqual(naive(entries, facts));
      }),
      { numRuns: 500 },
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

type Change = {
  kind: 'pause' | 'resume' | 'rebid' | 'retarget' | 'insert' | 'remove' | 'rebuild';
  entry: number;
  key: number;
  targeting: Targeting;
};
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('pause', 'pause', 'resume', 'rebid', 'rebid', 'rebid', 'retarget', 'insert', 'remove', 'rebuild'),
    entry: fc.nat(12),
    key: keys,
    targeting: targetings,
  }) as fc.Arbitrary<Change>,
  { maxLength: 12 },
);

type Model = Map<number, Entry & { paused: boolean }>;

/** Does to a map of entries what the index is asked to do. */
function applyTo(model: Model, { kind, entry, key, targeting }: Change): void {
  const old = model.get(entry);
  if (kind === 'insert') model.set(entry, { entry, key, targeting, paused: false });
  else if (kind === 'remove') model.delete(entry);
  else if (old && kind === 'retarget') model.set(entry, { ...old, key, targeting });
  else if (old && kind === 'rebid') model.set(entry, { ...old, key });
  else if (old && (kind === 'pause' || kind === 'resume')) model.set(entry, { ...old, paused: kind === 'pause' });
}

/** Changes an index; a rebuild is another one of what the model holds. */
function change(index: BlockIndex, { kind, entry, key, targeting }: Change, model: Model): BlockIndex {
  const known = model.has(entry);
  if (kind === 'insert') index.insert(entry, targeting, key);
  else if (kind === 'remove') index.remove(entry);
  else if (kind === 'retarget' && known) index.retarget(entry, targeting, key);
  else if (kind === 'rebid') index.rebid(entry, key);
  else if (kind === 'pause' || kind === 'resume') index[kind](entry);
  else if (kind === 'rebuild') {
    const fresh = BlockIndex.build(model.values());
    for (const each of model.values()) if (each.paused) fresh.pause(each.entry);
    return fresh;
  }
  return index;
}

function expectEqual(index: BlockIndex, model: Model, facts: Facts): void {
  const active = [...model.values()].filter(({ paused }) => !paused);
  const found = scanned(index, facts, (entry) => model.get(entry)?.key ?? Infinity);
  const expected = naive(active, facts);
  if (found.join() !== expected.join()) expect(found).toEqual(expected);
}

describe('a changing index', () => {
  it('equals evaluation after every change of a random stream', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(campaigns, changes, fc.array(viewers, { minLength: 1, maxLength: 2 }), (entries, stream, crowd) => {
        const model: Model = new Map(entries.map((each) => [each.entry, { ...each, paused: false }]));
        let index = BlockIndex.build(entries);
        for (const each of stream) {
          index = change(index, each, model);
          applyTo(model, each);
          for (const facts of crowd) expectEqual(index, model, facts);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it('equals evaluation over many blocks, with values dense and sparse, through thousands of changes', { timeout: 240_000 }, () => {
    const streams = fc.array(fc.tuple(changes, viewers, fc.array(fc.nat(rareValues - 1), { maxLength: 12 })), {
      minLength: 300,
      maxLength: 300,
    });
    fc.assert(
      fc.property(manyEntries, streams, (pool, steps) => {
        const crowded = Array.from({ length: 9000 }, (_, entry) => {
          const { targeting } = pool[entry % pool.length] ?? expect.fail();
          return { entry, key: (entry * 7919) % 9973, targeting: withRare(targeting, entry) };
        });
        const model: Model = new Map(crowded.map((each) => [each.entry, { ...each, paused: false }]));
        let index = BlockIndex.build(crowded);
        for (const [at, [stream, facts, rare]] of steps.entries()) {
          for (const each of stream) {
            const kind = each.kind === 'rebuild' && at % 50 > 0 ? 'rebid' : each.kind;
            const spread = { ...each, kind, entry: (each.entry * 701 + at * 13) % 9100, targeting: withRare(each.targeting, each.entry) };
            index = change(index, spread, model);
            applyTo(model, spread);
          }
          expectEqual(index, model, holdingRare(facts, rare));
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });
});

const rareValues = 300;

/** Also asks for, or excludes, values that few others ask for: they stand in postings. */
function withRare(targeting: Targeting, entry: number): Targeting {
  const values = new Set([entry, entry * 31, entry * 7].map((value) => `rare ${value % rareValues}`));
  const asks = (attr: 'segment' | 'tag' | 'country'): Targeting => ({ kind: 'in', path: '', attr, values });
  const others: Targeting[] = [
    asks('segment'),
    { kind: 'not', path: '', mode: 'weak', part: asks('tag') },
    { kind: 'not', path: '', mode: 'strong', part: asks('tag') },
    { kind: 'any', path: '', parts: [asks('segment'), asks('country')] },
    { kind: 'all', path: '', parts: [] },
  ];
  return { kind: 'all', path: '', parts: [targeting, others[entry % others.length] ?? asks('tag')] };
}

function holdingRare(facts: Facts, rare: readonly number[]): Facts {
  const more = (held: readonly string[] | undefined) => held && [...held, ...rare.map((value) => `rare ${value}`)];
  return { ...facts, segment: more(facts.segment), tag: more(facts.tag), country: more(facts.country) };
}
