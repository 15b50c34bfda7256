import fc from 'fast-check';
import { targetingAttributes, targetingExpression, type TargetingAttribute, type TargetingExpression } from '@flywheel/http/targeting';
import { attributes, deepestExpression, parseTargeting, type Attribute, type Expression } from '@flywheel/targeting';
import { describe, expect, expectTypeOf, it } from 'vitest';

const attr = fc.constantFrom(...targetingAttributes, 'mood');
const value = fc.oneof(fc.constantFrom('NL', 'de', 'seg_1', 'sport=tennis', ''), fc.integer({ min: -1, max: 130 }), fc.boolean());
const leaf = fc.record({
  attr,
  op: fc.constantFrom('in', 'range', 'geoWithin', 'near'),
  values: fc.array(value, { maxLength: 3 }),
});
/** Expressions, and what only looks like one: an unknown attribute, an empty list, a field too many. */
const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: deepestExpression + 1 },
    leaf,
    fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ not: tie('node'), mode: fc.constantFrom('weak', 'strong', 'loud') }),
    fc.record({ all: fc.array(tie('node'), { maxLength: 2 }), also: fc.constant(1) }),
    fc.constantFrom(null, 'everyone', {}),
  ),
}));

describe('targeting on the wire and in the domain', () => {
  it('is one type', () => {
    expectTypeOf<TargetingExpression>().toEqualTypeOf<Expression>();
    expectTypeOf<TargetingAttribute>().toEqualTypeOf<Attribute>();
  });

  it('asks about the same attributes', () => {
    expect([...targetingAttributes].sort()).toEqual([...attributes].sort());
  });

  it('is carried unchanged whenever the domain takes it', () => {
    let taken = 0;
    fc.assert(
      fc.property(node, (given) => {
        if (parseTargeting(given).outcome !== 'parsed') return;
        taken += 1;
        expect(targetingExpression.parse(given)).toEqual(given);
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(200);
  });
});
