import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { explainMismatch } from './explain-mismatch.ts';
import type { Expression, Targeting } from './expression.ts';
import type { Facts } from './facts.ts';
import { geoAncestors } from './geo-ancestors.ts';
import { linearIndex } from './match-index.ts';
import { parseTargeting } from './parse-targeting.ts';
import { presetTargeting } from './preset-targeting.ts';
import { whyMatched } from './why-matched.ts';

const parsed = (expression: unknown): Targeting => {
  const result = parseTargeting(expression);
  return result.outcome === 'parsed' ? result.targeting : expect.fail(`${result.fault.path}: ${result.fault.sentence}`);
};
const faultOf = (expression: unknown): string => {
  const result = parseTargeting(expression, (attr, value) => attr === 'node' && value === 'iab:health');
  return result.outcome === 'parsed' ? 'accepted' : `${result.fault.rule} at ${result.fault.path}`;
};
const inSegment = { attr: 'segment', op: 'in', values: ['s'] } as const;
const expressions: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.record({
      attr: fc.constantFrom('segment', 'tag', 'country'),
      op: fc.constant('in'),
      values: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<Expression>,
    fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('node'), mode: fc.constantFrom('weak', 'strong') }) as fc.Arbitrary<Expression>,
  ),
})).node;
const known = fc.option(fc.subarray(['a', 'b', 'c']), { nil: undefined });
const someFacts: fc.Arbitrary<Facts> = fc.record({ segment: known, tag: known, country: known });

describe('an expression', () => {
  it('is everyone when empty, and nobody may be meant by an empty any', () => {
    expect(evaluate(parsed({ all: [] }), {})).toBe('true');
    expect(faultOf({ all: [{ any: [] }] })).toBe('empty-any at all.0');
  });

  it('treats a missing attribute as unknown: weak NOT passes, strong NOT does not', () => {
    expect(evaluate(parsed({ not: inSegment, mode: 'weak' }), {})).toBe('true');
    expect(evaluate(parsed({ not: inSegment, mode: 'strong' }), {})).toBe('unknown');
    expect(evaluate(parsed(inSegment), { segment: [] })).toBe('false');
  });

  it('knows hours that go over midnight', () => {
    const night = parsed({ attr: 'hour', op: 'range', values: [22, 5] });
    expect([21, 22, 0, 5, 6].map((hour) => evaluate(night, { hour }))).toEqual(['false', 'true', 'true', 'true', 'false']);
  });

  it('asks places by what they lie in', () => {
    const holland = parsed({ attr: 'geo', op: 'geoWithin', values: ['NL-NH', 'BE'] });
    const truths = ['NL-NH-Amsterdam', 'NL-ZH', 'NL', 'BE-VLG-Sint-Niklaas'].map((place) =>
      evaluate(holland, { geo: geoAncestors(place) }),
    );
    expect(truths).toEqual(['true', 'false', 'false', 'true']);
    expect(geoAncestors('DE-BW-Baden-Baden')).toEqual(['DE', 'DE-BW', 'DE-BW-Baden-Baden']);
  });

  it('excludes by age strongly whatever it says', () => {
    const adults = { not: { attr: 'age', op: 'range', values: [0, 17] }, mode: 'weak' };
    expect([undefined, 17, 18, 200].map((age) => evaluate(parsed(adults), { age }))).toEqual(['unknown', 'false', 'true', 'unknown']);
    expect(evaluate(parsed({ not: { any: [inSegment, { attr: 'age', op: 'range', values: [0, 20] }] }, mode: 'weak' }), {})).toBe(
      'unknown',
    );
  });

  it('is never aimed at minors', () => {
    expect(faultOf({ attr: 'age', op: 'range', values: [13, 17] })).toBe('sensitive at values');
    expect(faultOf({ not: { attr: 'age', op: 'range', values: [18, 130] }, mode: 'strong' })).toBe('sensitive at not.values');
    expect(faultOf({ not: { not: { attr: 'age', op: 'range', values: [0, 17] }, mode: 'weak' }, mode: 'weak' })).toContain('sensitive');
    expect(faultOf({ attr: 'age', op: 'range', values: [18, 24] })).toBe('accepted');
    expect(faultOf({ not: { attr: 'age', op: 'range', values: [0, 20] }, mode: 'weak' })).toBe('accepted');
  });

  it('refuses operators and values that an attribute does not know', () => {
    expect(faultOf({ attr: 'geo', op: 'in', values: ['NL'] })).toBe('shape at op');
    expect(faultOf({ attr: 'tag', op: 'geoWithin', values: ['NL'] })).toBe('shape at op');
    expect(faultOf({ attr: 'geo', op: 'geoWithin', values: ['NL', 'Amsterdam'] })).toBe('values at values.1');
    expect(faultOf({ attr: 'keyvalue', op: 'in', values: ['sport'] })).toBe('values at values.0');
    expect(faultOf({ attr: 'weekday', op: 'in', values: [1, 8] })).toBe('values at values.1');
    expect(faultOf({ attr: 'hour', op: 'range', values: [7, 24] })).toBe('range at values');
    expect(faultOf({ attr: 'age', op: 'in', values: [30] })).toBe('range at op');
  });

  it('made by the preset unites primary types and asks all others', () => {
    const preset = presetTargeting({
      wanted: { segment: ['s'], tag: ['t', 'u'], country: ['NL'], geo: ['NL-NH'] },
      ranges: { age: [25, 34] },
      excluded: { segment: ['x'] },
    });
    const nl = { country: ['NL'], geo: ['NL', 'NL-NH'], age: 30 };
    const truthOf = (facts: Facts) => evaluate(parsed(preset), { ...nl, ...facts });
    expect(truthOf({ segment: ['s'] })).toBe('true');
    expect(truthOf({ tag: ['u'] })).toBe('true');
    expect(truthOf({ segment: ['s', 'x'] })).toBe('false');
    expect(truthOf({ tag: ['u'], age: 24 })).toBe('false');
    expect(truthOf({ tag: ['v'], segment: [] })).toBe('false');
    expect(evaluate(parsed(presetTargeting({ wanted: {} })), {})).toBe('true');
  });

  it('names the faulty node and the rule it breaks', () => {
    expect(faultOf({ all: [{ not: { attr: 'shoe size', op: 'in', values: [1] }, mode: 'weak' }] })).toBe('shape at all.0.not.attr');
    expect(faultOf({ any: [{ all: [] }, { attr: 'node', op: 'in', values: ['x', 'iab:health'] }] })).toBe('sensitive at any.1.values.1');
    expect(faultOf({ attr: 'tag', op: 'in', values: Array.from({ length: 2001 }, String) })).toBe('values at values');
    expect(faultOf({ not: inSegment })).toBe('shape at mode');
    expect(faultOf({ ...inSegment, script: '1' })).toBe('shape at script');
    expect(faultOf({ attr: 'country', op: 'range', values: [1, 2] })).toBe('range at op');
    expect(faultOf('everyone')).toBe('shape at ');
    let deep: Expression = { all: [] };
    for (let level = 0; level < 8; level += 1) deep = { not: deep, mode: 'weak' };
    expect(faultOf(deep)).toBe(`depth at ${Array(8).fill('not').join('.')}`);
  });

  it('refuses no text it can not read, and never throws', () => {
    fc.assert(fc.property(fc.anything(), (anything) => ['parsed', 'refused'].includes(parseTargeting(anything).outcome)));
  });
});

describe('evaluation', () => {
  it('keeps De Morgan’s law for strong NOT', () => {
    fc.assert(
      fc.property(fc.array(expressions, { minLength: 1, maxLength: 3 }), someFacts, (parts, facts) => {
        const outside = parsed({ not: { all: parts }, mode: 'strong' });
        const inside = parsed({ any: parts.map((not) => ({ not, mode: 'strong' })) });
        expect(evaluate(outside, facts)).toBe(evaluate(inside, facts));
      }),
    );
  });

  it('explains exactly those that do not match', () => {
    fc.assert(
      fc.property(expressions, someFacts, (expression, facts) => {
        const targeting = parsed(expression);
        expect(explainMismatch(targeting, facts) === undefined).toBe(evaluate(targeting, facts) === 'true');
      }),
    );
  });

  it('finds through the index what it finds one by one', () => {
    fc.assert(
      fc.property(fc.array(expressions, { maxLength: 8 }), someFacts, (list, facts) => {
        const entries = list.map((expression, item) => ({ targeting: parsed(expression), item }));
        expect(linearIndex(entries).matching(facts)).toEqual(
          entries.filter((entry) => evaluate(entry.targeting, facts) === 'true').map((entry) => entry.item),
        );
      }),
    );
  });
});

describe('reasons', () => {
  it('tell exclusion, missing consent and a missing attribute apart', () => {
    const noTrolls = { not: { attr: 'tag', op: 'in', values: ['t'] }, mode: 'strong' };
    expect(explainMismatch(parsed({ all: [noTrolls] }), { tag: ['t'] })).toEqual({ code: 541, path: 'all.0' });
    expect(explainMismatch(parsed({ all: [noTrolls] }), {})).toEqual({ code: 542, path: 'all.0' });
    expect(explainMismatch(parsed({ all: [inSegment] }), {})).toEqual({ code: 545, path: 'all.0' });
    expect(explainMismatch(parsed({ any: [inSegment] }), { segment: [] })).toEqual({ code: 540, path: '' });
  });

  it('for a match are the answered questions and nothing else', () => {
    const targeting = parsed({
      all: [{ any: [inSegment, { attr: 'tag', op: 'in', values: ['x', 'y'] }] }, { not: inSegment, mode: 'weak' }],
    });
    expect(whyMatched(targeting, { tag: ['y', 'z'] })).toEqual([{ attr: 'tag', values: ['y'] }]);
  });
});
