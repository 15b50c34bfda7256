import { evaluate, parseTargeting, type Expression, type Facts, type Targeting, type Truth } from '@flywheel/targeting';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionsOf } from './questions.ts';
import { measureReach, type AnswerPattern } from './reach.ts';
import { requiredPeople } from './required-people.ts';

const parse = (expression: Expression): Targeting => {
  const parsed = parseTargeting(expression);
  if (parsed.outcome !== 'parsed') throw new Error(JSON.stringify(parsed));
  return parsed.targeting;
};
const leaf = (attr: 'segment' | 'audience' | 'tag' | 'country', ...values: string[]): Expression => ({ attr, op: 'in', values });
const pattern = (people: number, ...answers: boolean[]): AnswerPattern => ({ people, answers: answers.map((each) => `${each}` as Truth) });

describe('the reach of an expression', () => {
  it('is everyone for an empty one', () => {
    expect(measureReach(parse({ all: [] }), [pattern(7)])).toEqual({ outcome: 'measured', people: 7, smallest: 7 });
  });

  it('does not let a handful hide behind a question about the content', () => {
    const hidden = parse({ any: [leaf('segment', 'few'), leaf('tag', 'never used')] });
    const people = [pattern(3, true), pattern(997, false)];
    expect(measureReach(hidden, people)).toEqual({ outcome: 'measured', people: 1000, smallest: 3 });
    const narrowed = parse({ all: [leaf('segment', 'many'), leaf('tag', 'chess')] });
    expect(measureReach(narrowed, [pattern(400, true), pattern(600, false)])).toMatchObject({ people: 400, smallest: 400 });
  });

  it('counts exclusions as they are decided', () => {
    const but = parse({ all: [leaf('segment', 'a'), { not: leaf('audience', 'b'), mode: 'weak' }] });
    expect(measureReach(but, [pattern(10, true, false), pattern(5, true, true), pattern(100, false, false)])).toMatchObject({ people: 10 });
  });

  it('refuses what can be answered in too many ways', () => {
    const tags = Array.from({ length: 11 }, (_, at) => leaf('tag', `t${at}`));
    expect(measureReach(parse({ all: tags }), [])).toEqual({ outcome: 'too-complex' });
  });

  it('equals deciding about each person at each moment, one by one', () => {
    fc.assert(
      fc.property(expression(3), population, (asked, people) => {
        expect(measured(asked, people)).toEqual(naive(asked, people));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('the people an expression requires', () => {
  it('are those of its largest part, exclusions among them', () => {
    const sizes = { segmentLeast: 1000, kinds: new Map([['aud_u', 'upload'] as const, ['aud_l', 'lookalike'] as const]) };
    const required = (asked: Expression): number => requiredPeople(questionsOf(parse(asked)).personal, sizes);
    expect(required({ all: [leaf('country', 'DE'), leaf('tag', 'x')] })).toBe(0);
    expect(required({ all: [leaf('country', 'DE'), leaf('audience', 'aud_u')] })).toBe(100);
    expect(required({ all: [leaf('audience', 'aud_u'), { not: leaf('segment', 's'), mode: 'weak' }] })).toBe(1000);
    expect(required(leaf('audience', 'aud_l'))).toBe(1000);
  });
});

type Person = { segment: string[]; audience: string[]; country: readonly string[] | undefined };
const some = (values: string[]): fc.Arbitrary<string[]> => fc.subarray(values);
const population = fc.array(
  fc.record({
    segment: some(['s1', 's2', 's3']),
    audience: some(['a1', 'a2']),
    country: fc.option(fc.constantFrom(['DE'], ['FR']), { nil: undefined }),
  }),
  { maxLength: 12 },
);
/** One leaf at most per question about the moment, so that every way to answer can be told to the evaluator as facts. */
const moments = ['device', 'os', 'placement'] as const;

function expression(depth: number): fc.Arbitrary<Expression> {
  const personal = fc.oneof(
    fc.subarray(['s1', 's2', 's3'], { minLength: 1 }).map((values): Expression => ({ attr: 'segment', op: 'in', values })),
    fc.subarray(['a1', 'a2'], { minLength: 1 }).map((values): Expression => ({ attr: 'audience', op: 'in', values })),
    fc.constantFrom('DE', 'FR').map((value): Expression => ({ attr: 'country', op: 'in', values: [value] })),
  );
  const moment = fc.constantFrom(...moments).map((attr): Expression => ({ attr, op: 'in', values: ['x'] }));
  const any: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
    node: fc.oneof(
      { maxDepth: depth, withCrossShrink: true },
      personal,
      moment,
      fc.array(tie('node'), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((each) => ({ any: each })),
      fc.record({ not: tie('node'), mode: fc.constantFrom('weak' as const, 'strong' as const) }),
    ),
  })).node;
  return any.filter((asked) => {
    const text = JSON.stringify(asked);
    return moments.every((attr) => text.split(`"${attr}"`).length <= 2);
  });
}

function measured(asked: Expression, people: Person[]): unknown {
  const targeting = parse(asked);
  const { personal } = questionsOf(targeting);
  return measureReach(
    targeting,
    people.map((person) => ({
      people: 1,
      answers: personal.map(({ attr, values }) => {
        const known = attr === 'language' ? undefined : person[attr];
        return known === undefined ? 'unknown' : known.some((value) => values.has(value)) ? 'true' : 'false';
      }),
    })),
  );
}

function naive(asked: Expression, people: Person[]): unknown {
  const targeting = parse(asked);
  const text = JSON.stringify(asked);
  const unknowable = new Set(
    text.includes('"strong"') ? moments.filter((attr) => attr !== 'placement' && asksStrongly(asked, attr, false)) : [],
  );
  let ways: Facts[] = [{}];
  for (const attr of moments) {
    const answers = [['x'], ['y'], ...(unknowable.has(attr) ? [undefined] : [])];
    ways = ways.flatMap((way) => answers.map((answer) => ({ ...way, [attr]: answer })));
  }
  const reached = ways.map((way) => people.filter((person) => evaluate(targeting, { ...way, ...person }) === 'true'));
  const counts = reached.map((group) => group.length).filter((count) => count > 0);
  return { outcome: 'measured', people: new Set(reached.flat()).size, smallest: counts.length === 0 ? 0 : Math.min(...counts) };
}

function asksStrongly(asked: Expression, attr: string, under: boolean): boolean {
  if ('all' in asked) return asked.all.some((part) => asksStrongly(part, attr, under));
  if ('any' in asked) return asked.any.some((part) => asksStrongly(part, attr, under));
  if ('not' in asked) return asksStrongly(asked.not, attr, under || asked.mode === 'strong');
  return under && asked.attr === attr;
}
